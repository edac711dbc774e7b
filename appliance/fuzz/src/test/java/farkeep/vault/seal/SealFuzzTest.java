package farkeep.vault.seal;

import com.code_intelligence.jazzer.junit.FuzzTest;
import farkeep.fuzz.Bounds;
import farkeep.fuzz.GoldenVault;
import farkeep.fuzz.Seeds;
import farkeep.objects.MalformedObjectException;
import farkeep.objects.ObjectHeader;
import farkeep.objects.ObjectId;
import farkeep.objects.ObjectKind;
import farkeep.vault.keys.CannotOpenException;
import farkeep.vault.keys.RootKeys;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Stored objects: their headers, what is sealed in them, and patches.
class SealFuzzTest {
  private static final byte[] DEDUP_KEY = new byte[32];
  private static final RootKeys ROOT = RootKeys.of(DEDUP_KEY);
  private static final byte[] BASE = new byte[1_000];
  private static final Opener OPENER = new Opener(GoldenVault.keys()::root);
  private static final Opener OPENER_OF_ROOT = new Opener(_ -> ROOT);

  static Stream<Arguments> objects() {
    return Seeds.vault(".fko");
  }

  @MethodSource("objects")
  @FuzzTest
  void a_stored_object_opens_or_is_refused(byte[] stored) {
    Bounds.hold(
        () -> {
          ObjectHeader header = ObjectHeader.parse(stored);
          Bounds.same(header.encode(), Arrays.copyOf(stored, header.bytes()));
          ObjectId id = ObjectId.ofStored(stored);
          OpenedObject opened = OPENER.open(id, stored);
          Bounds.require(opened.header().equals(header), "it opened as another object");
        },
        MalformedObjectException.class,
        CannotOpenException.class);
  }

  static Stream<Arguments> payloads() {
    byte[] empty = {0, 1, 0, 0, 0, 0, 0};
    byte[] stored = {0, 1, 0, 0, 3, 3, 'a', 'b', 'c', 0, 0};
    byte[] text = new byte[3_000];
    Bench bench = new Bench();
    byte[] frame = bench.compressor.compress(text);
    ByteBuffer zstd = ByteBuffer.allocate(64);
    zstd.put((byte) 0).put((byte) 1).putShort((short) 0x1063);
    zstd.put((byte) 0xb8).put((byte) 0x17).put((byte) frame.length).put(frame);
    byte[] padded = new byte[1 + Padme.padded(zstd.position() - 1)];
    System.arraycopy(zstd.array(), 0, padded, 0, zstd.position());
    return Stream.of(
        Seeds.seed("empty", empty), Seeds.seed("stored", stored), Seeds.seed("zstd", padded));
  }

  /// What a device that has the keys could seal. The first byte chooses what the header says.
  @MethodSource("payloads")
  @FuzzTest
  void a_sealed_payload_opens_or_is_refused(byte[] chosen) {
    if (chosen.length < 2) return;
    ObjectHeader header = header(chosen[0] & 0xff);
    byte[] stored = seal(header, Arrays.copyOfRange(chosen, 1, chosen.length));
    ObjectId id = ObjectId.ofStored(stored);
    Bounds.hold(
        () -> OPENER_OF_ROOT.chunk(id, stored, _ -> stored, DEDUP_KEY),
        MalformedObjectException.class,
        CannotOpenException.class);
  }

  private static ObjectHeader header(int choice) {
    ObjectId child = ObjectId.ofStored(BASE);
    return switch (choice % 4) {
      case 0 -> header(ObjectKind.CHUNK, 0, List.of());
      case 1 -> header(ObjectKind.CHUNK, 1, List.of(child));
      case 2 -> header(ObjectKind.PATH_NODE, 0, List.of());
      default -> header(ObjectKind.SHARE, 0, List.of());
    };
  }

  private static ObjectHeader header(ObjectKind kind, int level, List<ObjectId> children) {
    return new ObjectHeader(1, kind, level, ROOT.keyId(), new byte[0], children);
  }

  private static byte[] seal(ObjectHeader header, byte[] payload) {
    byte[] head = header.encode();
    int from = head.length + Bench.TAG_BYTES;
    byte[] stored = Arrays.copyOf(head, from + payload.length + Bench.GCM_TAG_BYTES);
    System.arraycopy(payload, 0, stored, from, payload.length);
    try (Bench bench = new Bench()) {
      bench.use(ROOT);
      byte[] tag = bench.tag(head, head.length, stored, from, payload.length);
      System.arraycopy(tag, 0, stored, head.length, tag.length);
      bench.encrypt(stored, from, payload.length, tag);
    }
    return stored;
  }

  static Stream<Arguments> patches() {
    byte[] result = new byte[200];
    Patch patch =
        new Patch(
            List.of(ObjectId.ofStored(BASE)),
            result.length,
            Patch.mac(DEDUP_KEY, result),
            List.of(new Patch.Copy(0, 10, 150), new Patch.Insert(new byte[50])));
    return Stream.of(Seeds.seed("patch", patch.encode()));
  }

  @MethodSource("patches")
  @FuzzTest
  void a_patch_is_applied_or_refused(byte[] plain) {
    Bounds.hold(
        () -> {
          Patch patch = Patch.parse(plain);
          Bounds.same(patch.encode(), plain);
          patch.apply(_ -> BASE, DEDUP_KEY);
        },
        MalformedObjectException.class);
  }
}
