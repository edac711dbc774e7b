package farkeep.vault.seal;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import farkeep.objects.FieldReader;
import farkeep.objects.Limits;
import farkeep.objects.MalformedObjectException;
import farkeep.objects.ObjectHeader;
import farkeep.objects.ObjectId;
import farkeep.objects.ObjectKind;
import farkeep.objects.SigningKey;
import farkeep.vault.keys.CannotOpenException;
import farkeep.vault.keys.RootKeys;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.LongFunction;

/// Opens objects, whichever root of the keyring they are sealed under. Never hands out an altered
/// byte: the id, the GCM tag and the object's own tag are checked before anything is decoded. Safe
/// for many threads.
public final class Opener {
  private final LongFunction<RootKeys> roots;
  private final Benches benches = new Benches();

  /// @param roots the root of a key id, as [farkeep.vault.keys.Keyring#root] gives it
  public Opener(LongFunction<RootKeys> roots) {
    this.roots = roots;
  }

  /// Opens an object.
  ///
  /// @param id the id that was asked for
  /// @param stored what came
  /// @throws MalformedObjectException the bytes are not those of this id, or what is sealed in them
  ///   is not of this format
  /// @throws CannotOpenException the keyring lacks the root, or the root does not open it
  public OpenedObject open(ObjectId id, byte[] stored) {
    return benches.at(bench -> {
      if (!id.equals(ObjectId.of(bench.sha256.digest(stored)))) {
        throw new MalformedObjectException(
            "object %s: its bytes are not those of its id".formatted(id.abbreviated()));
      }
      return opened(bench, id, stored);
    });
  }

  /// Opens a chunk, whether it is sealed whole or as a patch.
  ///
  /// @param bases where the bases of patches come from
  /// @param dedupKey K_dedup of the key space: what a patch's result is checked with
  /// @return the plain bytes, in a new array
  /// @throws MalformedObjectException as [#open]; or the object is no chunk, a base is no whole
  ///   chunk of this key space, or the patch does not make what it says
  /// @throws CannotOpenException as [#open]
  public byte[] chunk(ObjectId id, byte[] stored, BaseSource bases, byte[] dedupKey) {
    return chunk(id, open(id, stored), bases, dedupKey);
  }

  /// As [#chunk], for somebody who has the content's tag from a checked tree and compares the plain
  /// bytes with it. That one comparison says all that the id and the object's own tag would say,
  /// and hashing is what a restore spends most of its time with: so those two are left out. AES-GCM
  /// still refuses every byte that was altered before anything of it is decoded.
  ///
  /// @return the plain bytes, in a new array, of which it is only known that somebody with this
  ///   vault's keys sealed them
  public byte[] content(ObjectId id, byte[] stored, BaseSource bases, byte[] dedupKey) {
    OpenedObject opened = benches.at(bench -> decrypted(bench, id, stored).decoded(bench));
    return chunk(id, opened, bases, dedupKey);
  }

  private byte[] chunk(ObjectId id, OpenedObject opened, BaseSource bases, byte[] dedupKey) {
    return switch (opened.type()) {
      case FULL -> opened.plain();
      case PATCH -> patch(opened).apply(base -> base(base, bases), dedupKey);
      case NODE, RECORD ->
          throw new MalformedObjectException(
              "object %s is a %s; a CHUNK was wanted"
                  .formatted(id.abbreviated(), opened.header().kind()));
    };
  }

  private static Patch patch(OpenedObject opened) {
    Patch patch = Patch.parse(opened.plain());
    if (!patch.bases().stream().sorted().toList().equals(opened.header().children())) {
      throw new MalformedObjectException("patch: its bases are not its children");
    }
    return patch;
  }

  private byte[] base(ObjectId base, BaseSource bases) {
    OpenedObject opened = open(base, bases.load(base));
    if (opened.type() != PayloadType.FULL) {
      throw new MalformedObjectException(
          "patch: its base %s is no whole chunk".formatted(base.abbreviated()));
    }
    return opened.plain();
  }

  private OpenedObject opened(Bench bench, ObjectId id, byte[] stored) {
    Decrypted decrypted = decrypted(bench, id, stored);
    byte[] tag = bench.tag(stored, decrypted.tagAt(), decrypted.payload(), 0, decrypted.bytes());
    if (!MessageDigest.isEqual(decrypted.tag(), tag)) {
      throw new CannotOpenException("object %s does not match its tag".formatted(id.abbreviated()));
    }
    return decrypted.decoded(bench);
  }

  /// What AES-GCM gave back.
  ///
  /// @param payload the bench's scratch: good until the bench works on something else
  /// @param bytes of the payload
  private record Decrypted(ObjectHeader header, int tagAt, byte[] tag, byte[] payload, int bytes) {
    OpenedObject decoded(Bench bench) {
      return Opener.decoded(bench, header, ByteBuffer.wrap(payload, 0, bytes));
    }
  }

  private Decrypted decrypted(Bench bench, ObjectId id, byte[] stored) {
    ObjectHeader header = ObjectHeader.parse(stored);
    bench.use(roots.apply(header.keyId()));
    int tagAt = header.bytes();
    int from = tagAt + Bench.TAG_BYTES;
    int end =
        stored.length - (header.kind() == ObjectKind.SNAPSHOT ? SigningKey.SIGNATURE_BYTES : 0);
    int payloadBytes = end - from - Bench.GCM_TAG_BYTES;
    if (payloadBytes < 1) {
      throw new MalformedObjectException(
          "object %s: no room for a payload".formatted(id.abbreviated()));
    }
    byte[] tag = Arrays.copyOfRange(stored, tagAt, from);
    byte[] payload = bench.scratch(payloadBytes);
    try {
      bench.decrypt(stored, from, end - from, tag, payload);
    } catch (GeneralSecurityException e) {
      throw new CannotOpenException(
          "object %s does not open with key id %016x".formatted(id.abbreviated(), header.keyId()),
          e);
    }
    return new Decrypted(header, tagAt, tag, payload, payloadBytes);
  }

  private static OpenedObject decoded(Bench bench, ObjectHeader header, ByteBuffer payload) {
    int payloadBytes = payload.remaining();
    FieldReader in = new FieldReader("payload", payload);
    PayloadType type = PayloadType.ofCode(in.u8("type"));
    type.requireFits(header);
    Codec codec = Codec.ofCode(in.u16("codec", 0xffff));
    int plainBytes = (int) in.varint("plain length", Limits.PLAIN_BYTES_MAX);
    int codedBytes = (int) in.varint("coded length", in.remaining());
    int from = payload.position();
    int used = from + codedBytes;
    if (used > payloadBytes || Padme.padded(used) != payloadBytes) {
      throw in.malformed(
          "%d B of %d are used: that is not its padding".formatted(used, payloadBytes));
    }
    byte[] array = payload.array();
    for (int at = used; at < payloadBytes; at++) {
      if (array[at] != 0) throw in.malformed("its padding is not zero");
    }
    byte[] plain =
        switch (codec.algorithm()) {
          case STORED -> stored(in, array, from, codedBytes, plainBytes);
          case ZSTD -> decompressed(bench, in, array, from, codedBytes, plainBytes);
        };
    return new OpenedObject(header, type, codec, plain);
  }

  private static byte[] stored(
      FieldReader in, byte[] payload, int from, int codedBytes, int plainBytes) {
    if (codedBytes != plainBytes) {
      throw in.malformed("stored as is, but %d B are %d".formatted(plainBytes, codedBytes));
    }
    return Arrays.copyOfRange(payload, from, from + plainBytes);
  }

  /// The frame must say the same length as the payload, and be the only one: so what is allocated
  /// is what both say, and it is bounded.
  private static byte[] decompressed(
      Bench bench, FieldReader in, byte[] payload, int from, int codedBytes, int plainBytes) {
    if (codedBytes == 0) throw in.malformed("it has no frame");
    try {
      long frameBytes = Zstd.findFrameCompressedSize(payload, from, codedBytes);
      long contentBytes = Zstd.getFrameContentSize(payload, from, codedBytes);
      if (frameBytes != codedBytes || contentBytes != plainBytes) {
        throw in.malformed(
            "its frame of %d B says %d B, the payload %d B"
                .formatted(codedBytes, contentBytes, plainBytes));
      }
      byte[] plain = new byte[plainBytes];
      int made =
          bench.decompressor.decompressByteArray(plain, 0, plainBytes, payload, from, codedBytes);
      if (made != plainBytes) {
        throw in.malformed("its frame holds %d B, not %d".formatted(made, plainBytes));
      }
      return plain;
    } catch (ZstdException e) {
      throw new MalformedObjectException(
          "payload: its frame of %d B does not decompress".formatted(codedBytes), e);
    }
  }

  /// Where stored chunks come from.
  @FunctionalInterface
  public interface BaseSource {
    /// The stored bytes of the object with this id; they are checked against it.
    byte[] load(ObjectId id);
  }
}
