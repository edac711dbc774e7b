package farkeep.box.life;

import com.google.protobuf.ByteString;
import farkeep.link.protocol.Life;
import farkeep.link.protocol.Life.End;
import farkeep.objects.port.Clocks;
import farkeep.objects.port.Disk;
import farkeep.objects.port.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/// When this box started, when it was last alive, how the run before ended: in a small file that is
/// written at the start, every [#STAMP_EVERY], and at the end. It only explains; a box that can't
/// write or read it goes on. Safe for many threads.
public final class LifeBook {
  /// The file in the data directory.
  public static final String FILE = "box.life";

  /// How often the file is written: rarely, for the sake of memory cards.
  public static final Duration STAMP_EVERY = Duration.ofMinutes(5);

  /// How far the wall clock has to jump to be told.
  public static final Duration JUMP_MIN = Duration.ofMinutes(5);

  /// Bytes of the file that are read.
  static final int BYTES_MAX = 4_096;

  private static final String HEADING = "farkeep box life 1";
  private static final String FRESH = FILE + ".new";

  private final Disk disk;
  private final Clocks clocks;
  private final Machine machine;
  private final String boot;
  private final Life.Builder life = Life.newBuilder();
  private final Instant startedWall;
  private final Duration startedRunning;
  private Duration stampedAt;
  private Instant lastWall;
  private Duration lastRunning;

  /// Reads how the run before ended, and begins a new one.
  ///
  /// @param disk the data directory, which is this box's alone
  public LifeBook(Disk disk, Clocks clocks, Machine machine) {
    this.disk = disk;
    this.clocks = clocks;
    this.machine = machine;
    this.boot = machine.boot().map(HexFormat.of()::formatHex).orElse("");
    this.startedWall = clocks.wall();
    this.startedRunning = clocks.running();
    this.stampedAt = startedRunning;
    this.lastWall = startedWall;
    this.lastRunning = startedRunning;
    life.setStartedMillis(startedWall.toEpochMilli());
    machine.boot().ifPresent(it -> life.setBoot(ByteString.copyFrom(it)));
    remember(read());
    write(End.END_CUT); // what stands there when nobody comes to write another end
  }

  private void remember(Map<String, String> before) {
    countCuts(before);
    if (before.isEmpty()) return;
    try {
      life.setPreviousAliveMillis(Long.parseLong(before.getOrDefault("alive", "0")));
      life.setPreviousBoot(
          ByteString.copyFrom(HexFormat.of().parseHex(before.getOrDefault("boot", ""))));
      life.setPreviousEnd(End.valueOf(before.getOrDefault("end", End.END_UNKNOWN.name())));
    } catch (IllegalArgumentException e) {
      life.clearPreviousAliveMillis().clearPreviousBoot().clearPreviousEnd();
    }
  }

  /// A run that was cut off in an earlier start of the machine was cut off by its power.
  private void countCuts(Map<String, String> before) {
    if (boot.isEmpty()) return;
    String count = before.getOrDefault("cuts", "0");
    long cuts = count.matches("[0-9]{1,18}") ? Long.parseLong(count) : 0;
    boolean wasCut = End.END_CUT.name().equals(before.get("end"));
    String earlier = before.getOrDefault("boot", "");
    boolean newStart = !earlier.isEmpty() && !earlier.equals(boot);
    life.setPowerCuts(wasCut && newStart ? cuts + 1 : cuts);
  }

  /// What is to be told, as it stands.
  public synchronized Life now() {
    return life.setRunningMillis(clocks.running().minus(startedRunning).toMillis()).build();
  }

  /// Looks at clock and network, and stamps the file now and then.
  public synchronized void look() {
    Instant wall = clocks.wall();
    Duration running = clocks.running();
    Duration jump = Duration.between(lastWall, wall).minus(running.minus(lastRunning));
    if (jump.abs().compareTo(JUMP_MIN) >= 0) {
      life.setClockJumpMillis(jump.toMillis()).setClockJumpedMillis(wall.toEpochMilli());
    }
    lastWall = wall;
    lastRunning = running;
    network(wall);
    if (running.minus(stampedAt).compareTo(STAMP_EVERY) >= 0) {
      stampedAt = running;
      write(End.END_CUT);
    }
  }

  private void network(Instant wall) {
    boolean gone = life.getNetworkGoneMillis() != 0 && life.getNetworkBackMillis() == 0;
    boolean there = machine.hasNetwork();
    if (!there && !gone) {
      life.setNetworkGoneMillis(wall.toEpochMilli()).clearNetworkBackMillis();
    } else if (there && gone) {
      life.setNetworkBackMillis(wall.toEpochMilli());
    }
  }

  /// Writes down how this run ends.
  public synchronized void end(End end) {
    write(end);
  }

  private Map<String, String> read() {
    Map<String, String> read = new HashMap<>();
    try {
      if (!disk.exists(FILE)) return read;
      try (DiskFile file = disk.open(FILE, Disk.Access.READ)) {
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(file.size(), BYTES_MAX));
        file.read(0, bytes);
        String text = new String(bytes.array(), StandardCharsets.UTF_8);
        if (!text.startsWith(HEADING + "\n")) return read;
        text.lines()
            .map(line -> line.split(" ", 2))
            .filter(words -> words.length == 2)
            .forEach(words -> read.put(words[0], words[1]));
      }
    } catch (IOException e) {
      read.clear(); // then nothing is known of the run before
    }
    return read;
  }

  private void write(End end) {
    String text =
        "%s\nstarted %d\nalive %d\nboot %s\nend %s\ncuts %d\n"
            .formatted(
                HEADING,
                startedWall.toEpochMilli(),
                clocks.wall().toEpochMilli(),
                boot,
                end,
                life.getPowerCuts());
    try {
      if (disk.exists(FRESH)) disk.delete(FRESH);
      try (DiskFile file = disk.create(FRESH)) {
        file.write(0, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        file.force();
      }
      disk.rename(FRESH, FILE);
      disk.forceDirectory("");
    } catch (IOException e) {
      // a disk that fails is told by those who keep data on it
    }
  }
}
