package farkeep.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.objects.ObjectId;
import farkeep.objects.log.HeadMove;
import farkeep.objects.log.VaultLog;
import farkeep.objects.log.VaultLogEntry;
import farkeep.vault.keys.DeviceKeyFile;
import farkeep.vault.keys.Keyring;
import farkeep.vault.keys.RecoverySheet;
import farkeep.vault.seal.Codec;
import farkeep.vault.seal.Opener;
import farkeep.vault.seal.Patch;
import farkeep.vault.seal.Sealer;
import farkeep.vault.snapshot.Snapshot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

class GoldenTest {
  private static final Path DIRECTORY = Path.of("src/test/resources/golden/vault");
  // Made once: its passphrase alone costs a second.
  private static final Golden GOLDEN = new Golden();
  private static final Map<String, byte[]> MADE = GOLDEN.files();

  /// Only for a new version of a format, together with `docs/format.md`.
  @Test
  @EnabledIfSystemProperty(named = "goldenWrite", matches = "true")
  void the_golden_files_are_written_anew() throws IOException {
    for (var file : MADE.entrySet()) {
      Files.write(DIRECTORY.resolve(file.getKey()), file.getValue());
    }
    assertThat(names()).hasSize(MADE.size());
  }

  @Test
  void what_is_written_today_is_byte_for_byte_what_was_written_then() throws IOException {
    assertThat(names()).containsExactlyInAnyOrderElementsOf(MADE.keySet());
    for (String name : names()) assertThat(MADE.get(name)).as(name).isEqualTo(read(name));
  }

  @Test
  void the_sheet_and_the_log_alone_open_every_object() throws IOException {
    RecoverySheet sheet =
        RecoverySheet.parse(new String(read("sheet.txt"), StandardCharsets.US_ASCII));
    VaultLog log = new VaultLog(GOLDEN.vault);
    for (String name :
        List.of(
            "genesis", "keys-first", "device", "box", "folder", "policy", "revoke", "keys-next")) {
      log.accept(VaultLogEntry.parse(read(name + ".fkl")));
    }
    assertThat(log.size()).isEqualTo(8);
    Keyring ring = Keyring.open(log, sheet.key());
    assertThat(sheet.isFor(log.vault())).isTrue();
    assertThat(ring.common().roots()).hasSize(2);
    Opener opener = new Opener(ring::root);
    byte[] dedupKey = ring.common().secrets().dedupKey();
    assertThat(chunk(opener, "chunk-stored.fko", dedupKey)).isEqualTo(GOLDEN.noise);
    assertThat(chunk(opener, "chunk-zstd3.fko", dedupKey)).isEqualTo(GOLDEN.text);
    assertThat(chunk(opener, "chunk-zstd1.fko", dedupKey)).isEqualTo(GOLDEN.text);
    assertThat(chunk(opener, "chunk-patch.fko", dedupKey)).isEqualTo(GOLDEN.patched());
    assertThat(chunk(opener, "chunk-empty.fko", dedupKey)).isEmpty();
    byte[] stored = read("snapshot.fko");
    Snapshot snapshot = Snapshot.open(log.vault(), opener, ObjectId.ofStored(stored), stored);
    assertThat(snapshot.details().message()).isEqualTo("golden");
    assertThat(snapshot.clear().root()).isEqualTo(ObjectId.ofStored(read("path-node.fko")));
  }

  @Test
  void the_head_moves_follow_each_other_and_are_signed() throws IOException {
    HeadMove first = HeadMove.parse(read("head-first.fkh"));
    HeadMove second = HeadMove.parse(read("head-second.fkh"));
    assertThat(second.follows(Optional.of(first))).isTrue();
    assertThat(second.verifies(GOLDEN.vault)).isTrue();
  }

  @Test
  void both_key_files_hold_the_device() throws IOException {
    for (String name : List.of("device-plain.fkd", "device-argon2id.fkd")) {
      assertThat(DeviceKeyFile.decode(read(name), Golden.PASSPHRASE.toCharArray()).id())
          .isEqualTo(GOLDEN.device.id());
    }
  }

  @Test
  void every_flipped_byte_of_every_object_is_refused_even_when_the_id_is_that_of_the_flipped()
      throws IOException {
    Keyring ring = Keyring.open(GOLDEN.log, GOLDEN.device);
    Opener opener = new Opener(ring::root);
    for (String name : names().stream().filter(it -> it.endsWith(".fko")).toList()) {
      byte[] stored = read(name);
      ObjectId id = ObjectId.ofStored(stored);
      boolean signed = name.startsWith("snapshot");
      for (int i = 0; i < stored.length; i++) {
        byte[] flipped = stored.clone();
        flipped[i] ^= (byte) (1 << i % 8);
        assertThatThrownBy(() -> opener.open(id, flipped), "%s byte %d", name, i);
        if (signed && i >= stored.length - 64) continue;
        ObjectId own = ObjectId.ofStored(flipped);
        assertThatThrownBy(() -> opener.open(own, flipped), "%s byte %d, own id", name, i);
      }
    }
  }

  @Test
  void the_same_content_has_one_tag_at_any_level_as_a_patch_and_under_two_roots() {
    Keyring ring = Keyring.open(GOLDEN.log, GOLDEN.device);
    byte[] dedupKey = ring.common().secrets().dedupKey();
    List<byte[]> tags = new ArrayList<>();
    Opener opener = new Opener(ring::root);
    for (String name : List.of("chunk-zstd3.fko", "chunk-zstd1.fko")) {
      byte[] stored = MADE.get(name);
      tags.add(Patch.mac(dedupKey, opener.open(ObjectId.ofStored(stored), stored).plain()));
    }
    for (var root : ring.common().roots()) {
      var sealed = new Sealer(root).chunk(GOLDEN.text, Codec.zstd(1));
      tags.add(Patch.mac(dedupKey, opener.open(sealed.id(), sealed.stored()).plain()));
    }
    assertThat(tags).hasSize(4).allMatch(it -> Arrays.equals(it, tags.getFirst()));
  }

  private byte[] chunk(Opener opener, String name, byte[] dedupKey) throws IOException {
    byte[] stored = read(name);
    Opener.BaseSource bases =
        id ->
            MADE.values().stream()
                .filter(it -> ObjectId.ofStored(it).equals(id))
                .findFirst()
                .orElseThrow();
    return opener.chunk(ObjectId.ofStored(stored), stored, bases, dedupKey);
  }

  private static byte[] read(String name) throws IOException {
    return Files.readAllBytes(DIRECTORY.resolve(name));
  }

  private static List<String> names() throws IOException {
    try (var files = Files.list(DIRECTORY)) {
      return files.map(it -> it.getFileName().toString()).filter(it -> it.matches(OURS)).toList();
    }
  }

  private static final String OURS = ".*\\.(fko|fkl|fkh|fkd)|sheet\\.txt";
}
