package farkeep.home.state;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.home.events.EventLog;
import farkeep.home.outage.HomeLife;
import farkeep.home.posix.Stamp;
import farkeep.home.state.FolderRecord.Counts;
import farkeep.home.state.FolderRecord.Newest;
import farkeep.objects.FolderTag;
import farkeep.objects.ObjectId;
import farkeep.objects.PeerId;
import farkeep.objects.SigningKey;
import farkeep.objects.log.HeadMove;
import farkeep.objects.log.VaultLog;
import farkeep.testkit.SeededRandomness;
import farkeep.testkit.tasks.HandClock;
import farkeep.vault.keys.DeviceKeys;
import farkeep.vault.keys.NewVault;
import farkeep.vault.keys.RecoveryKey;
import farkeep.vault.tree.ByteString;
import farkeep.vault.tree.ContentTag;
import farkeep.vault.tree.NodeReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// A home's state directory as it was written when its formats were made: a newer home reads it.
class GoldenStateTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/home");
  private static final Instant START = Instant.parse("2026-03-01T10:20:30Z");
  private static final List<String> SAME_BYTES =
      List.of("device.key", "vault.log", "settings.json", "home-life.json", "events.log");
  private static final String INDEX = "state.mv";
  private static final FolderTag FOLDER = new FolderTag(1, 2);
  private static final ContentTag TAG = new ContentTag(3, 4);
  private static final ObjectId OBJECT = ObjectId.ofStored(new byte[100]);
  private static final ByteString WILL = ByteString.ofText("letters\0will");
  private static final Stamp STAMP = new Stamp(9, 1_000_000_001L, 2_000_000_002L, 42);
  private static final NodeReference ROOT = new NodeReference(OBJECT, TAG);
  private static final Newest NEWEST = new Newest(OBJECT, 5, ROOT);

  private final HandClock clock = new HandClock(START);
  private final SeededRandomness randomness = new SeededRandomness(1);
  private final RecoveryKey recovery = RecoveryKey.fresh(randomness);
  private final DeviceKeys device = DeviceKeys.fresh(randomness);
  private final VaultLog log = NewVault.found(1, recovery, device, "kitchen", randomness);
  private final PeerId box = SigningKey.ofSeed(randomness.bytes(32)).id();

  @TempDir Path temporary;

  private FolderRecord record() {
    return FolderRecord.NONE
        .withTree(Optional.of(ROOT), new Counts(3, 5, 4))
        .withComplete(START)
        .withNewest(NEWEST);
  }

  private HeadMove head() {
    HeadMove.Target target = new HeadMove.Target(FOLDER, box);
    return HeadMove.sign(log.vault(), target, Optional.empty(), OBJECT, device.signing());
  }

  private void make(StateDirectory directory) throws IOException {
    HomeFiles files = new HomeFiles(directory);
    files.writeDevice(device);
    files.writeLog(log);
    byte[] path = "/home/anna/Briefe".getBytes(StandardCharsets.UTF_8);
    files.writeSettings(new HomeFiles.Settings(List.of(new HomeFiles.Bound("0f", path))));
    new EventLog(directory, clock).say("box", "Oma", "It is \"back\".");
    new HomeLife(directory, clock).stamp();
    clock.pass(Duration.ofHours(8));
    new HomeLife(directory, clock).stamp();
    try (StateIndex index = StateIndex.open(directory.path().resolve(INDEX), clock)) {
      index.uploadBegins(box);
      index.ledger(box).add(TAG, OBJECT);
      index.uploadEnded(box);
      index.putContact(box, START);
      index.change(() -> {
        index.putFolder(box, FOLDER, record());
        index.putLatest(FOLDER, new LatestSnapshot(NEWEST, new byte[] {1, 2}, true));
        index.putHead(head());
        index.seen(box, FOLDER).put(WILL, STAMP);
      });
    }
  }

  private StateDirectory made() throws IOException {
    StateDirectory directory = StateDirectory.open(temporary.resolve("state"));
    make(directory);
    return directory;
  }

  private StateDirectory kept() throws IOException {
    Path copy = temporary.resolve("kept");
    Files.createDirectories(copy);
    for (String name : SAME_BYTES) Files.copy(GOLDEN.resolve(name), copy.resolve(name));
    Files.copy(GOLDEN.resolve(INDEX), copy.resolve(INDEX));
    return StateDirectory.open(copy);
  }

  /// Only for a new version of a format, together with its version number.
  @Test
  @EnabledIfSystemProperty(named = "goldenWrite", matches = "true")
  void the_golden_files_are_written_anew() throws IOException {
    Files.createDirectories(GOLDEN);
    try (StateDirectory directory = made()) {
      for (String name : SAME_BYTES) {
        Files.write(GOLDEN.resolve(name), directory.read(name).orElseThrow());
      }
      Files.write(GOLDEN.resolve(INDEX), directory.read(INDEX).orElseThrow());
    }
    assertThat(GOLDEN.resolve(INDEX)).isNotEmptyFile();
  }

  @Test
  void small_files_are_written_byte_for_byte_as_they_were_then() throws IOException {
    try (StateDirectory directory = made()) {
      for (String name : SAME_BYTES) {
        assertThat(directory.path().resolve(name))
            .as(name)
            .hasSameBinaryContentAs(GOLDEN.resolve(name));
      }
    }
  }

  @Test
  void keys_vault_and_settings_of_then_are_read_today() throws IOException {
    try (StateDirectory directory = kept()) {
      HomeFiles files = new HomeFiles(directory);
      assertThat(files.readDevice().id()).isEqualTo(device.id());
      assertThat(files.readLog().vault()).isEqualTo(log.vault());
      assertThat(files.readLog().entries(0)).hasSameSizeAs(log.entries(0));
      HomeFiles.Bound bound = files.readSettings().folders().getFirst();
      assertThat(bound.tag()).isEqualTo("0f");
      assertThat(new String(bound.path(), StandardCharsets.UTF_8)).isEqualTo("/home/anna/Briefe");
    }
  }

  @Test
  void what_was_noted_then_is_read_today() throws IOException {
    try (StateDirectory directory = kept()) {
      var said = new EventLog(directory, clock).all();
      assertThat(said).hasSize(1);
      assertThat(said.getFirst().text()).isEqualTo("It is \"back\".");
      assertThat(said.getFirst().box()).isEqualTo("Oma");
      clock.pass(Duration.ofHours(8));
      HomeLife life = new HomeLife(directory, clock);
      assertThat(life.wasOff(START, START.plus(Duration.ofHours(8)))).isTrue();
      assertThat(life.wasOff(START.minus(Duration.ofHours(8)), START)).isFalse();
    }
  }

  @Test
  void the_index_of_then_is_read_today_and_not_begun_anew() throws IOException {
    try (StateDirectory directory = kept();
        StateIndex index = StateIndex.open(directory.path().resolve(INDEX), clock)) {
      assertThat(index.begunAnew()).isFalse();
      assertThat(index.inDoubt(box)).isFalse();
      assertThat(index.folder(box, FOLDER)).isEqualTo(record());
      assertThat(index.latest(FOLDER).orElseThrow().newest()).isEqualTo(NEWEST);
      assertThat(index.latest(FOLDER).orElseThrow().stored()).containsExactly(1, 2);
      assertThat(index.ledger(box).find(TAG)).contains(OBJECT);
      assertThat(index.seen(box, FOLDER).find(WILL)).isEqualTo(STAMP);
      assertThat(index.head(box, FOLDER).orElseThrow().encode()).isEqualTo(head().encode());
      assertThat(index.contact(box)).contains(START);
    }
  }
}
