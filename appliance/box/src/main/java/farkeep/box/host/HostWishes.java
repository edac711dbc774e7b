package farkeep.box.host;

import farkeep.box.host.Wishes.Pause;
import farkeep.objects.port.Clocks;
import farkeep.objects.port.Disk;
import farkeep.objects.port.DiskFile;
import farkeep.objects.port.Tasks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the host has set: a pause, bounds by hours of the day, causes that they have seen. It stays
/// over a restart: each change is durable before it counts. Safe for many threads.
///
/// A pause is over when the wall clock says so, or when it has lasted its length by the clock that
/// does not jump, whichever comes first: a box that does not know the time is not paused for ever.
public final class HostWishes {
  /// The file in the data directory.
  public static final String FILE = "host.wishes";

  /// The longest pause.
  public static final Duration PAUSE_MAX = Duration.ofHours(72);

  private static final String FRESH = FILE + ".new";
  private static final Duration SAME = Duration.ofMinutes(1);

  private final Clocks clocks;
  private final Disk disk;
  private final ZoneId zone;
  private final Tasks.Monitor monitor;
  private final boolean damaged;
  private Wishes wishes;
  private @Nullable Duration pauseEnds;

  /// Reads what was set before; a file that is damaged counts as none.
  ///
  /// @param disk the data directory
  /// @param zone whose hours the host means
  /// @throws IOException the disk failed
  public HostWishes(Tasks tasks, Clocks clocks, Disk disk, ZoneId zone) throws IOException {
    this.clocks = clocks;
    this.disk = disk;
    this.zone = zone;
    this.monitor = tasks.monitor();
    Wishes read = disk.exists(FILE) ? read() : Wishes.NONE;
    this.damaged = read == null;
    this.wishes = read == null ? Wishes.NONE : read;
    this.pauseEnds = wishes.pause().map(this::endOf).orElse(null);
  }

  private @Nullable Wishes read() throws IOException {
    try (DiskFile file = disk.open(FILE, Disk.Access.READ)) {
      if (file.size() > Wishes.BYTES_MAX) return null;
      ByteBuffer bytes = ByteBuffer.allocate((int) file.size());
      file.read(0, bytes);
      return Wishes.decode(bytes.array());
    }
  }

  /// Whether what was set before could not be read.
  public boolean wasDamaged() {
    return damaged;
  }

  private Duration endOf(Pause pause) {
    Duration left = Duration.between(clocks.wall(), pause.until());
    Duration most = pause.length().compareTo(PAUSE_MAX) < 0 ? pause.length() : PAUSE_MAX;
    return clocks.running().plus(left.compareTo(most) < 0 ? left : most);
  }

  /// Has the box take no objects for a while, from now on.
  ///
  /// @param length at most [#PAUSE_MAX]
  /// @return until when
  /// @throws IOException it could not be written down; nothing has changed
  public Instant pauseFor(Duration length) throws IOException {
    if (!length.isPositive() || length.compareTo(PAUSE_MAX) > 0) {
      throw new IllegalArgumentException(
          "pause of %s: give at most %s".formatted(length, PAUSE_MAX));
    }
    try (Tasks.Inside _ = monitor.inside()) {
      Pause pause = new Pause(clocks.wall().plus(length).truncatedTo(ChronoUnit.SECONDS), length);
      write(wishes.with(Optional.of(pause)));
      pauseEnds = clocks.running().plus(length);
      return pause.until();
    }
  }

  /// Ends a pause.
  ///
  /// @throws IOException it could not be written down; nothing has changed
  public void goOn() throws IOException {
    try (Tasks.Inside _ = monitor.inside()) {
      if (wishes.pause().isEmpty()) return;
      write(wishes.with(Optional.empty()));
      pauseEnds = null;
    }
  }

  /// Bounds what passes, by hours of the day, instead of all bounds before.
  ///
  /// @param bounds in order, none over another, at most 4; none lifts every bound
  /// @throws IOException it could not be written down; nothing has changed
  public void bound(List<DailyBound> bounds) throws IOException {
    try (Tasks.Inside _ = monitor.inside()) {
      write(wishes.with(bounds));
    }
  }

  /// The host has seen a cause.
  ///
  /// @throws IOException it could not be written down; nothing has changed
  public void acknowledge(String cause) throws IOException {
    try (Tasks.Inside _ = monitor.inside()) {
      Set<String> known = new TreeSet<>(wishes.known());
      if (known.add(cause)) write(wishes.with(known));
    }
  }

  /// Whether the host has seen a cause.
  public boolean isAcknowledged(String cause) {
    try (Tasks.Inside _ = monitor.inside()) {
      return wishes.known().contains(cause);
    }
  }

  /// Forgets what the host has seen of all causes but these: who comes back is to be seen again.
  ///
  /// @throws IOException it could not be written down; nothing has changed
  public void forgetAllBut(Set<String> causes) throws IOException {
    try (Tasks.Inside _ = monitor.inside()) {
      Set<String> left =
          wishes.known().stream().filter(causes::contains).collect(Collectors.toSet());
      if (left.size() < wishes.known().size()) write(wishes.with(left));
    }
  }

  /// The bounds by hours of the day.
  public List<DailyBound> bounds() {
    try (Tasks.Inside _ = monitor.inside()) {
      return wishes.bounds();
    }
  }

  /// Until when the host has paused the box; empty when they have not, or it is over.
  public Optional<Instant> pausedUntil() {
    try (Tasks.Inside _ = monitor.inside()) {
      if (wishes.pause().isEmpty() || pauseEnds == null) return Optional.empty();
      Instant now = clocks.wall();
      Instant until = wishes.pause().get().until();
      Duration left = pauseEnds.minus(clocks.running());
      if (!left.isPositive() || !now.isBefore(until)) return Optional.empty();
      Instant byRunning = now.plus(left);
      boolean same = Duration.between(until, byRunning).abs().compareTo(SAME) < 0;
      return Optional.of(same ? until : byRunning);
    }
  }

  /// What passes now: pause and bounds together. Hours that let nothing in are a pause; what is
  /// read from the box passes at the lowest bound meanwhile.
  public HostBounds now() {
    try (Tasks.Inside _ = monitor.inside()) {
      Optional<Instant> pause = pausedUntil();
      ZonedDateTime now = clocks.wall().atZone(zone);
      OptionalLong bound = boundAt(now);
      if (bound.isEmpty() || bound.getAsLong() > 0) return new HostBounds(pause, bound);
      Instant closed = endOfNothing(now).toInstant();
      return new HostBounds(
          Optional.of(pause.filter(closed::isBefore).orElse(closed)),
          OptionalLong.of(DailyBound.BYTES_PER_SECOND_MIN));
    }
  }

  private OptionalLong boundAt(ZonedDateTime time) {
    return wishes.bounds().stream()
        .filter(it -> it.holdsIn(time.getHour()))
        .mapToLong(DailyBound::bytesPerSecond)
        .findFirst();
  }

  /// The next full hour in which something is let in again; a day from now when there is none.
  private ZonedDateTime endOfNothing(ZonedDateTime now) {
    ZonedDateTime hour = now.withMinute(0).withSecond(0).withNano(0);
    for (int i = 0; i < 24; i++) {
      hour = hour.plusHours(1);
      OptionalLong bound = boundAt(hour);
      if (bound.isEmpty() || bound.getAsLong() > 0) return hour;
    }
    return hour;
  }

  private void write(Wishes changed) throws IOException {
    if (disk.exists(FRESH)) disk.delete(FRESH);
    try (DiskFile file = disk.create(FRESH)) {
      file.write(0, ByteBuffer.wrap(changed.encode()));
      file.force();
    }
    disk.rename(FRESH, FILE);
    disk.forceDirectory("");
    wishes = changed;
  }
}
