package farkeep.objects.log;

import com.code_intelligence.jazzer.junit.FuzzTest;
import farkeep.fuzz.Bounds;
import farkeep.fuzz.GoldenVault;
import farkeep.fuzz.Seeds;
import farkeep.objects.EntryHash;
import farkeep.objects.MalformedObjectException;
import farkeep.objects.SigningKey;
import farkeep.objects.VaultId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The signed entries that homes and boxes give each other.
class LogsFuzzTest {
  private static final int ENTRIES_MAX = 12;
  private static final int ENTRY_HEADER_BYTES = 6;
  private static final List<SigningKey> AUTHORS =
      Stream.of(1, 2, 3).map(LogsFuzzTest::key).toList();

  private static SigningKey key(int number) {
    byte[] seed = new byte[SigningKey.SEED_BYTES];
    Arrays.fill(seed, (byte) number);
    return SigningKey.ofSeed(seed);
  }

  static Stream<Arguments> entries() {
    return Seeds.vault(".fkl");
  }

  @MethodSource("entries")
  @FuzzTest
  void an_entry_of_a_vault_log_is_read_or_refused(byte[] encoded) {
    Bounds.hold(
        () -> {
          VaultLogEntry entry = VaultLogEntry.parse(encoded);
          Bounds.same(entry.encode(), encoded);
          entry.verifies(GoldenVault.id());
        },
        MalformedObjectException.class);
  }

  static Stream<Arguments> heads() {
    return Seeds.vault(".fkh");
  }

  @MethodSource("heads")
  @FuzzTest
  void a_head_move_is_read_or_refused(byte[] encoded) {
    Bounds.hold(
        () -> {
          HeadMove move = HeadMove.parse(encoded);
          Bounds.same(move.encode(), encoded);
          move.verifies(GoldenVault.id());
        },
        MalformedObjectException.class);
  }

  static Stream<Arguments> logs() {
    ByteBuffer all = ByteBuffer.allocate(1 << 14);
    for (String name : GoldenVault.ENTRIES.subList(1, GoldenVault.ENTRIES.size())) {
      byte[] body = body(Seeds.vaultFile(name + ".fkl"));
      byte type = Seeds.vaultFile(name + ".fkl")[4];
      all.put((byte) 1).put(type).putShort((short) body.length).put((byte) 0).put((byte) 0);
      all.put(body);
    }
    return Stream.of(Seeds.seed("golden", Arrays.copyOf(all.array(), all.position())));
  }

  private static byte[] body(byte[] entry) {
    int at = 6 + 32 * entry[5] + 32;
    int length = ByteBuffer.wrap(entry).getInt(at);
    return Arrays.copyOfRange(entry, at + 4, at + 4 + length);
  }

  /// Whatever members of a vault sign, one after the other or beside each other: all boxes come to
  /// one state.
  @MethodSource("logs")
  @FuzzTest
  void signed_entries_add_up_to_one_state_in_any_order(byte[] entries) {
    Bounds.hold(() -> addUp(ByteBuffer.wrap(entries)), MalformedObjectException.class);
  }

  private static void addUp(ByteBuffer in) {
    LogBody.Device owner =
        new LogBody.Device(
            AUTHORS.get(1).id(), AUTHORS.get(1).id().value(), LogBody.Role.OWNER, Opaque.EMPTY);
    LogBody.Genesis genesis =
        new LogBody.Genesis(1, AUTHORS.get(0).id().value(), AUTHORS.get(0).id().value(), owner);
    VaultLogEntry first = VaultLogEntry.found(genesis, AUTHORS.get(0));
    VaultLog log = new VaultLog(new VaultId(first.hash().value()));
    log.accept(first);
    while (in.remaining() >= ENTRY_HEADER_BYTES && log.size() < ENTRIES_MAX) add(log, in);
    VaultLog other = new VaultLog(log.vault());
    List<VaultLogEntry> left = new ArrayList<>(log.entries(0).reversed());
    while (left.removeIf(each -> other.accept(each) instanceof Acceptance.Accepted)) {
      // those whose parents were not there come in the next round
    }
    Bounds.require(left.isEmpty(), left.size() + " entries are refused in another order");
    Bounds.require(other.state().equals(log.state()), "another order comes to another state");
  }

  private static void add(VaultLog log, ByteBuffer in) {
    SigningKey author = AUTHORS.get((in.get() & 0xff) % AUTHORS.size());
    int type = in.get();
    int length = in.getShort() & 0xffff;
    int parent = (in.getShort() & 0xffff) % (log.size() + 1);
    byte[] body = new byte[Math.min(length, in.remaining())];
    in.get(body);
    LogBody read;
    try {
      read = LogBodyCodec.decode(type, body);
    } catch (MalformedObjectException _) {
      return;
    }
    if (read instanceof LogBody.Genesis) return;
    Collection<EntryHash> parents =
        parent == 0 ? log.tips() : List.of(log.entries(parent - 1).getFirst().hash());
    log.accept(VaultLogEntry.sign(log.vault(), parents, signedBox(log, read), author));
  }

  /// A box's record counts only with its word, which no chance finds: it is given.
  private static LogBody signedBox(VaultLog log, LogBody body) {
    if (!(body instanceof LogBody.Box box)) return body;
    SigningKey boxKey = AUTHORS.get(2);
    BoxRecord record =
        new BoxRecord(
            boxKey.id(),
            box.record().revision(),
            box.record().pin(),
            box.record().nextPin(),
            box.record().addresses());
    return new LogBody.Box(record, Opaque.of(record.sign(log.vault(), boxKey)), box.sealed());
  }
}
