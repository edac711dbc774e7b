package farkeep.objects.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.objects.Bytes32;
import farkeep.objects.EntryHash;
import farkeep.objects.FolderTag;
import farkeep.objects.Limits;
import farkeep.objects.MalformedObjectException;
import farkeep.objects.ObjectHeader;
import farkeep.objects.ObjectId;
import farkeep.objects.ObjectKind;
import farkeep.objects.PeerId;
import farkeep.objects.SigningKey;
import farkeep.objects.log.LogBody.Role;
import farkeep.objects.log.SnapshotClear.HeadSeen;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LogFormatTest {
  private final TestVault vault = new TestVault();
  private final SigningKey device = TestVault.key(30);
  private final HeadMove.Target target =
      new HeadMove.Target(new FolderTag(3, 4), TestVault.key(31).id());

  @Test
  void a_signing_key_matches_the_first_test_of_rfc_8032() {
    byte[] seed =
        Bytes32.ofHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60").bytes();
    SigningKey key = SigningKey.ofSeed(seed);
    assertThat(key.id().toString())
        .isEqualTo("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    assertThat(Opaque.of(key.sign(new byte[0])).toString())
        .startsWith("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155");
    assertThat(SigningKey.verifies(key.id(), key.sign(new byte[0]))).isTrue();
  }

  @Test
  void head_moves_form_a_chain_that_nothing_else_fits_into() {
    HeadMove first = move(Optional.empty(), 1);
    HeadMove second = move(Optional.of(first), 2);
    assertThat(first.follows(Optional.empty())).isTrue();
    assertThat(second.follows(Optional.of(first))).isTrue();
    assertThat(second.follows(Optional.empty())).isFalse();
    assertThat(first.follows(Optional.of(first))).isFalse();
    assertThat(move(Optional.of(move(Optional.empty(), 9)), 3).follows(Optional.of(first)))
        .isFalse();
    assertThat(second.encode()).hasSize(HeadMove.BYTES);
    assertThat(HeadMove.parse(second.encode())).isEqualTo(second);
    assertThat(second.verifies(vault.log.vault())).isTrue();
    assertThat(second.verifies(new TestVault(9).log.vault())).isFalse();
  }

  @Test
  void every_flipped_byte_of_a_head_move_is_refused() {
    byte[] encoded = move(Optional.of(move(Optional.empty(), 1)), 2).encode();
    for (int i = 0; i < encoded.length; i++) {
      byte[] flipped = encoded.clone();
      flipped[i] ^= 1;
      assertThat(goodHead(flipped)).as("byte %d", i).isFalse();
    }
    assertThat(goodHead(encoded)).isTrue();
    assertThat(goodHead(Arrays.copyOf(encoded, encoded.length - 1))).isFalse();
    assertThat(goodHead(Arrays.copyOf(encoded, encoded.length + 1))).isFalse();
  }

  @Test
  void every_kind_of_entry_is_read_as_it_was_written_and_flipped_bytes_are_refused() {
    for (LogBody body : bodies()) {
      VaultLogEntry entry = vault.sign(vault.owner, body);
      byte[] encoded = entry.encode();
      assertThat(VaultLogEntry.parse(encoded)).isEqualTo(entry);
      assertThat(entry.verifies(vault.log.vault())).isTrue();
      // A signature check takes a millisecond: all bytes of the shortest body, some of the others.
      int step = body instanceof LogBody.Revoke ? 1 : 7;
      for (int i = 0; i < encoded.length; i += step) {
        byte[] flipped = encoded.clone();
        flipped[i] ^= 16;
        assertThat(goodEntry(flipped)).as("%s byte %d", body, i).isFalse();
      }
      assertThat(goodEntry(Arrays.copyOf(encoded, encoded.length - 1))).isFalse();
      assertThat(goodEntry(Arrays.copyOf(encoded, encoded.length + 1))).isFalse();
    }
  }

  @Test
  void the_longest_entry_fits_and_a_longer_one_is_refused() {
    List<LogBody.Wrap> most =
        IntStream.range(0, LogBody.WRAPS_MAX).mapToObj(LogFormatTest::wrap).toList();
    Opaque sealed = Opaque.of(new byte[LogBody.Keys.SEALED_BYTES_MAX]);
    LogBody keys = new LogBody.Keys(7, 7, new Bytes32(9, 0, 0, 0), most, sealed, sealed);
    assertThat(vault.sign(vault.owner, keys).encode().length).isLessThan(VaultLogEntry.BYTES_MAX);
    assertThatThrownBy(() ->
            new LogBody.Keys(7, 7, new Bytes32(9, 0, 0, 0), with(most, wrap(999)), sealed, sealed))
        .hasMessageContaining("257");
    assertThatThrownBy(() -> VaultLogEntry.parse(new byte[VaultLogEntry.BYTES_MAX + 1]))
        .hasMessageContaining("at most 61440");
    Opaque folder = Opaque.of(new byte[LogBody.SEALED_FOLDER_BYTES_MAX]);
    vault.sign(vault.owner, new LogBody.Folder(new FolderTag(1, 1), 7, Optional.empty(), folder));
    assertThatThrownBy(() ->
            new LogBody.Folder(
                new FolderTag(1, 1),
                7,
                Optional.empty(),
                Opaque.of(new byte[LogBody.SEALED_FOLDER_BYTES_MAX + 1])))
        .isInstanceOf(MalformedObjectException.class);
  }

  @Test
  void an_entry_names_sixteen_parents_at_most() {
    List<EntryHash> many =
        IntStream.range(0, 17).mapToObj(i -> new EntryHash(new Bytes32(i, 0, 0, 0))).toList();
    LogBody body = new LogBody.Revoke(device.id());
    VaultLogEntry.sign(vault.log.vault(), many.subList(0, 16), body, device);
    assertThatThrownBy(() -> VaultLogEntry.sign(vault.log.vault(), many, body, device))
        .hasMessageContaining("17 parents; at most 16");
    assertThatThrownBy(() ->
            new VaultLogEntry(
                many.subList(0, 2).reversed(), device.id(), body, Opaque.of(new byte[64])))
        .hasMessageContaining("not above");
  }

  @Test
  void the_longest_clear_part_of_a_snapshot_fits_into_a_header() {
    SnapshotClear longest = clear(Limits.PARENTS_MAX, SnapshotClear.HEADS_MAX, 2);
    assertThat(longest.encode()).hasSize(SnapshotClear.BYTES_MAX);
    assertThat(SnapshotClear.BYTES_MAX).isLessThanOrEqualTo(ObjectHeader.CLEAR_BYTES_MAX);
    assertThat(SnapshotClear.parse(longest.encode())).isEqualTo(longest);
    assertThatThrownBy(() -> clear(17, 0, 2)).hasMessageContaining("17 parents; at most 16");
    assertThatThrownBy(() -> clear(1, 17, 2)).hasMessageContaining("17 heads; at most 16");
    assertThatThrownBy(() -> clear(0, 0, 2)).hasMessageContaining("sequence 2 with 0 parents");
    assertThatThrownBy(() -> clear(1, 0, 0)).hasMessageContaining("sequence 0");
  }

  @Test
  void every_flipped_byte_of_a_stored_snapshot_breaks_its_signature_or_its_form() {
    SnapshotClear clear = clear(1, 1, 5);
    byte[] stored =
        SnapshotSignature.append(vault.log.vault(), unsigned(clear, clear.root()), device);
    assertThat(SnapshotSignature.check(vault.log.vault(), stored)).isEqualTo(clear);
    for (int i = 0; i < stored.length; i++) {
      byte[] flipped = stored.clone();
      flipped[i] ^= 1;
      assertThatThrownBy(() -> SnapshotSignature.check(vault.log.vault(), flipped))
          .as("byte %d", i)
          .isInstanceOf(MalformedObjectException.class);
    }
    assertThatThrownBy(() -> SnapshotSignature.check(new TestVault(9).log.vault(), stored))
        .hasMessageContaining("signature");
  }

  @Test
  void a_snapshot_whose_child_is_not_its_root_is_refused() {
    SnapshotClear clear = clear(0, 0, 1);
    byte[] stored =
        SnapshotSignature.append(
            vault.log.vault(), unsigned(clear, ObjectId.of(new byte[32])), device);
    assertThatThrownBy(() -> SnapshotSignature.check(vault.log.vault(), stored))
        .hasMessageContaining("its only child must be its root");
  }

  private List<LogBody> bodies() {
    SigningKey box = TestVault.key(33);
    BoxRecord record =
        new BoxRecord(
            box.id(),
            4,
            new Bytes32(1, 2, 3, 4),
            Optional.of(new Bytes32(5, 6, 7, 8)),
            List.of("box.example:4433", "[2001:db8::1]:4433"));
    Opaque word = Opaque.of(record.sign(vault.log.vault(), box));
    Opaque sealed = Opaque.of(new byte[] {1, 2, 3});
    return List.of(
        new LogBody.Device(device.id(), new Bytes32(1, 1, 1, 1), Role.WRITER, sealed),
        new LogBody.Box(record, word, sealed),
        new LogBody.Keys(7, 7, new Bytes32(9, 0, 0, 0), List.of(wrap(1), wrap(2)), sealed, sealed),
        new LogBody.Folder(new FolderTag(1, 2), 7, Optional.of(device.id()), sealed),
        new LogBody.Policy(Optional.of(new FolderTag(1, 2)), LogBody.Terms.DEFAULT),
        new LogBody.Policy(Optional.empty(), LogBody.Terms.DEFAULT),
        new LogBody.Revoke(device.id()));
  }

  private byte[] unsigned(SnapshotClear clear, ObjectId child) {
    byte[] header =
        new ObjectHeader(1, ObjectKind.SNAPSHOT, 0, 7, clear.encode(), List.of(child)).encode();
    return Arrays.copyOf(header, header.length + 32 + 80);
  }

  private SnapshotClear clear(int parents, int heads, long sequence) {
    return new SnapshotClear(
        new ObjectId(new Bytes32(8, 8, 8, 8)),
        IntStream.range(0, parents).mapToObj(i -> new ObjectId(new Bytes32(i, 0, 0, 0))).toList(),
        new FolderTag(1, 2),
        device.id(),
        sequence,
        IntStream.range(0, heads)
            .mapToObj(i ->
                new HeadSeen(
                    new PeerId(new Bytes32(i, 1, 1, 1)), 3, new EntryHash(new Bytes32(i, 2, 2, 2))))
            .toList());
  }

  private HeadMove move(Optional<HeadMove> newest, int snapshot) {
    ObjectId id = new ObjectId(new Bytes32(snapshot, 0, 0, 0));
    return HeadMove.sign(vault.log.vault(), target, newest, id, device);
  }

  private boolean goodHead(byte[] encoded) {
    try {
      return HeadMove.parse(encoded).verifies(vault.log.vault());
    } catch (MalformedObjectException _) {
      return false;
    }
  }

  private boolean goodEntry(byte[] encoded) {
    try {
      return VaultLogEntry.parse(encoded).verifies(vault.log.vault());
    } catch (MalformedObjectException _) {
      return false;
    }
  }

  private static LogBody.Wrap wrap(int recipient) {
    return new LogBody.Wrap(
        new PeerId(new Bytes32(recipient, 0, 0, 0)),
        new Bytes32(1, 2, 3, 4),
        Opaque.of(new byte[48]));
  }

  private static List<LogBody.Wrap> with(List<LogBody.Wrap> wraps, LogBody.Wrap more) {
    List<LogBody.Wrap> all = new ArrayList<>(wraps);
    all.add(more);
    return all;
  }
}
