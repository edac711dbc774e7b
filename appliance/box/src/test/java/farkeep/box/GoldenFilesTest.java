package farkeep.box;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.box.host.DailyBound;
import farkeep.box.host.HostWishes;
import farkeep.box.identity.BoxIdentity;
import farkeep.box.life.LifeBook;
import farkeep.box.life.Machine;
import farkeep.box.pairing.ForgottenPairings;
import farkeep.link.pairing.DiskGuessLedger;
import farkeep.link.protocol.Life;
import farkeep.link.protocol.Life.End;
import farkeep.objects.Bytes32;
import farkeep.objects.PeerId;
import farkeep.objects.port.Disk;
import farkeep.objects.system.SystemDisk;
import farkeep.objects.system.SystemTasks;
import farkeep.testkit.SeededRandomness;
import farkeep.testkit.tasks.HandClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// The small files of a box's data directory: what was written when their formats were made is read
/// today, and what is written today is byte for byte the same.
class GoldenFilesTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/box");
  private static final Instant START = Instant.parse("2026-03-01T10:20:30Z");
  private static final Duration PAUSE = Duration.ofHours(6);
  private static final PeerId FIRST = PeerId.of(filled(0x11));
  private static final PeerId SECOND = PeerId.of(filled(0x22));

  private final SystemTasks tasks = new SystemTasks();
  private final HandClock clock = new HandClock(START);

  @TempDir Path directory;
  private Disk disk;

  @BeforeEach
  void open() throws IOException {
    disk = new SystemDisk(directory);
  }

  private static byte[] filled(int value) {
    byte[] bytes = new byte[Bytes32.BYTES];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static Machine machine(int start) {
    return new Machine() {
      @Override
      public Optional<byte[]> boot() {
        return Optional.of(Arrays.copyOf(filled(start), 16));
      }

      @Override
      public boolean hasNetwork() {
        return true;
      }
    };
  }

  private HostWishes wishes() throws IOException {
    return new HostWishes(tasks, clock, disk, ZoneOffset.UTC);
  }

  private DiskGuessLedger guesses() throws IOException {
    return new DiskGuessLedger(tasks, disk, Pairings.GUESSES);
  }

  private ForgottenPairings forgotten() throws IOException {
    return new ForgottenPairings(tasks, disk, told -> assertThat(told).isNull());
  }

  private BoxIdentity identity(long seed) throws IOException {
    return BoxIdentity.loadOrMake(
        disk, clock, new SeededRandomness(seed), told -> assertThat(told).isNull());
  }

  /// A box that was made, cut off from power once, and ended; whose host has set all there is.
  private void make() throws IOException {
    identity(1);
    guesses().take();
    forgotten().forget(List.of(SECOND, FIRST));
    new LifeBook(disk, clock, machine(1));
    clock.pass(Duration.ofHours(1));
    new LifeBook(disk, clock, machine(2)).end(End.END_CLEAN);
    HostWishes wishes = wishes();
    wishes.pauseFor(PAUSE);
    wishes.bound(List.of(new DailyBound(0, 6, 0), new DailyBound(8, 22, 125_000)));
    wishes.acknowledge("disk-full");
    wishes.acknowledge("box-hot");
  }

  private static List<String> names(Path under) throws IOException {
    try (Stream<Path> all = Files.walk(under)) {
      return all.filter(Files::isRegularFile)
          .map(path -> under.relativize(path).toString())
          .sorted()
          .toList();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    for (String name : names(from)) {
      Files.createDirectories(to.resolve(name).getParent());
      Files.write(to.resolve(name), Files.readAllBytes(from.resolve(name)));
    }
  }

  /// Only for a new version of a format, together with `docs/format.md`.
  @Test
  @EnabledIfSystemProperty(named = "goldenWrite", matches = "true")
  void the_golden_files_are_written_anew() throws IOException {
    make();
    copy(directory, GOLDEN);
    assertThat(names(GOLDEN)).hasSize(7);
  }

  @Test
  void what_is_written_today_is_byte_for_byte_what_was_written_then() throws IOException {
    make();
    assertThat(names(directory)).containsExactlyElementsOf(names(GOLDEN));
    for (String name : names(GOLDEN)) {
      assertThat(directory.resolve(name)).as(name).hasSameBinaryContentAs(GOLDEN.resolve(name));
    }
  }

  @Test
  void what_was_written_then_is_read_today() throws IOException {
    copy(GOLDEN, directory);
    clock.pass(Duration.ofHours(2));
    BoxIdentity identity = identity(2);
    assertThat(identity.id())
        .hasToString("4bb675de4f6376ab61737033d701560e4434be1d6736562ae29b8835b763cd24");
    assertThat(identity.tls().pin())
        .hasToString("c2d98887663816c5fc9e4f15cb219395cb63a69d94a1f1308c580fc5aa3debaf");
    assertThat(guesses().left()).isEqualTo(2);
    ForgottenPairings forgotten = forgotten();
    assertThat(forgotten.damaged()).isFalse();
    assertThat(List.of(FIRST, SECOND)).allMatch(forgotten::contains);
    assertThat(forgotten.contains(identity.id())).isFalse();
    lifeIsRead();
    HostWishes wishes = wishes();
    assertThat(wishes.wasDamaged()).isFalse();
    assertThat(wishes.pausedUntil()).contains(START.plus(Duration.ofHours(1)).plus(PAUSE));
    assertThat(wishes.bounds())
        .containsExactly(new DailyBound(0, 6, 0), new DailyBound(8, 22, 125_000));
    assertThat(List.of("disk-full", "box-hot")).allMatch(wishes::isAcknowledged);
  }

  private void lifeIsRead() {
    Life life = new LifeBook(disk, clock, machine(3)).now();
    assertThat(life.getPreviousEnd()).isEqualTo(End.END_CLEAN);
    assertThat(life.getPreviousAliveMillis())
        .isEqualTo(START.plus(Duration.ofHours(1)).toEpochMilli());
    assertThat(life.getPreviousBoot().toByteArray()).isEqualTo(Arrays.copyOf(filled(2), 16));
    assertThat(life.getPowerCuts()).isEqualTo(1);
  }
}
