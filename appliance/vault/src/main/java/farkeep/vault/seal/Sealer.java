package farkeep.vault.seal;

import com.github.luben.zstd.Zstd;
import farkeep.objects.FieldWriter;
import farkeep.objects.Limits;
import farkeep.objects.ObjectHeader;
import farkeep.objects.ObjectId;
import farkeep.objects.ObjectKind;
import farkeep.vault.keys.RootKeys;
import java.util.Collection;
import java.util.List;

/// Seals objects under one root. The same content with the same codec seals to the same object.
/// Safe for many threads.
public final class Sealer {
  /// Bytes of a payload before its coded bytes, at most: type, codec, two varints.
  private static final int PREFIX_BYTES_MAX = 1 + 2 + 4 + 4;

  private static final byte[] NOTHING = {};

  private final RootKeys root;
  private final Benches benches = new Benches();

  /// @param root whose keys seal
  public Sealer(RootKeys root) {
    this.root = root;
  }

  /// Seals a piece of content whole.
  ///
  /// @param wanted how to compress; what does not shrink is stored as is
  public SealedObject chunk(byte[] plain, Codec wanted) {
    return chunk(plain, 0, plain.length, wanted);
  }

  /// Seals a piece of content whole.
  ///
  /// @param from its first byte in `plain`
  /// @param bytes its length, at most [Limits#PLAIN_BYTES_MAX]
  /// @param wanted how to compress; what does not shrink is stored as is
  /// @throws IllegalArgumentException it is too long
  public SealedObject chunk(byte[] plain, int from, int bytes, Codec wanted) {
    ObjectHeader header = header(ObjectKind.CHUNK, 0, NOTHING, List.of());
    return named(header, PayloadType.FULL, new Piece(plain, from, bytes), wanted);
  }

  /// Seals a piece of content as a patch of others.
  ///
  /// @throws IllegalArgumentException the patch is too long
  public SealedObject patch(Patch patch) {
    List<ObjectId> bases = patch.bases().stream().sorted().distinct().toList();
    ObjectHeader header = header(ObjectKind.CHUNK, 1, NOTHING, bases);
    return named(header, PayloadType.PATCH, Piece.whole(patch.encode()), Codec.FIXED);
  }

  /// Seals a node of a tree.
  ///
  /// @param kind FILE_NODE or PATH_NODE
  /// @param children every id it refers to, in any order
  /// @throws IllegalArgumentException it is too long
  public SealedObject node(
      ObjectKind kind, int level, byte[] plain, Collection<ObjectId> children) {
    List<ObjectId> set = children.stream().sorted().distinct().toList();
    return named(
        header(kind, level, NOTHING, set), PayloadType.NODE, Piece.whole(plain), Codec.FIXED);
  }

  /// Seals a record, without the signature that a snapshot still wants.
  ///
  /// @param kind SNAPSHOT or SHARE
  /// @param clear what the box may read
  /// @param children every id it refers to, in any order
  /// @return header, tag and ciphertext
  public byte[] record(ObjectKind kind, byte[] clear, byte[] plain, Collection<ObjectId> children) {
    List<ObjectId> set = children.stream().sorted().distinct().toList();
    ObjectHeader header = header(kind, 0, clear, set);
    return benches.at(
        bench -> sealed(bench, header, PayloadType.RECORD, Piece.whole(plain), Codec.FIXED));
  }

  private ObjectHeader header(ObjectKind kind, int level, byte[] clear, List<ObjectId> children) {
    return new ObjectHeader(1, kind, level, root.keyId(), clear, children);
  }

  private SealedObject named(ObjectHeader header, PayloadType type, Piece plain, Codec wanted) {
    return benches.at(bench -> {
      byte[] stored = sealed(bench, header, type, plain, wanted);
      return new SealedObject(ObjectId.of(bench.sha256.digest(stored)), stored);
    });
  }

  private byte[] sealed(
      Bench bench, ObjectHeader header, PayloadType type, Piece plain, Codec wanted) {
    if (plain.bytes() > Limits.PLAIN_BYTES_MAX) {
      throw new IllegalArgumentException(
          "an object of %d B; at most %d".formatted(plain.bytes(), Limits.PLAIN_BYTES_MAX));
    }
    type.requireFits(header);
    bench.use(root);
    Coded coded = code(bench, plain, wanted);
    byte[] prefix =
        new FieldWriter()
            .u8(type.code())
            .u16(coded.codec().code())
            .varint(plain.bytes())
            .varint(coded.piece().bytes())
            .done();
    byte[] head = header.encode();
    int payloadAt = head.length + Bench.TAG_BYTES;
    int payloadBytes = Padme.padded(prefix.length + coded.piece().bytes());
    long storedBytes = (long) payloadAt + payloadBytes + Bench.GCM_TAG_BYTES;
    if (storedBytes > Limits.OBJECT_BYTES_MAX) {
      throw new IllegalArgumentException(
          "an object of %d B stored; at most %d".formatted(storedBytes, Limits.OBJECT_BYTES_MAX));
    }
    byte[] stored = new byte[(int) storedBytes];
    System.arraycopy(head, 0, stored, 0, head.length);
    System.arraycopy(prefix, 0, stored, payloadAt, prefix.length);
    coded.piece().copyTo(stored, payloadAt + prefix.length);
    byte[] tag = bench.tag(head, head.length, stored, payloadAt, payloadBytes);
    System.arraycopy(tag, 0, stored, head.length, tag.length);
    bench.encrypt(stored, payloadAt, payloadBytes, tag);
    return stored;
  }

  private static Coded code(Bench bench, Piece plain, Codec wanted) {
    if (wanted.algorithm() == Codec.Algorithm.STORED || !Sample.shrinks(bench, plain)) {
      return new Coded(Codec.STORED, plain);
    }
    int most = (int) Zstd.compressBound(plain.bytes());
    byte[] scratch = bench.scratch(most);
    bench.compressor.setLevel(wanted.level());
    int bytes =
        bench.compressor.compressByteArray(
            scratch, 0, most, plain.array(), plain.from(), plain.bytes());
    return bytes < plain.bytes()
        ? new Coded(wanted, new Piece(scratch, 0, bytes))
        : new Coded(Codec.STORED, plain);
  }

  private record Coded(Codec codec, Piece piece) {}
}
