package farkeep.vault.seal;

import static java.util.Objects.requireNonNull;

import farkeep.objects.FieldReader;
import farkeep.objects.FieldWriter;
import farkeep.objects.Limits;
import farkeep.objects.MalformedObjectException;
import farkeep.objects.ObjectId;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A chunk told as pieces of others and what is new. Byte by byte in `docs/format.md`, section
/// *Payload*.
///
/// @param bases chunks that pieces come from, in the order that runs number them: 1 to
///   [PayloadType#BASES_MAX], each sealed whole in the same key space
/// @param resultBytes length of what it makes, at most [Limits#PLAIN_BYTES_MAX]
/// @param resultMac HMAC-SHA-256 under K_dedup of what it makes, 32 bytes
/// @param runs what to join together
public record Patch(List<ObjectId> bases, int resultBytes, byte[] resultMac, List<Run> runs) {
  /// Runs of one patch.
  public static final int RUNS_MAX = 65_536;

  private static final int MAC_BYTES = 32;
  private static final int INSERT = 0;

  /// @throws MalformedObjectException too many or too few bases or runs, a base twice, a run of a
  ///   base that is not there, or runs that don't add up to the result's length
  public Patch {
    bases = List.copyOf(bases);
    runs = List.copyOf(runs);
    require(!bases.isEmpty() && bases.size() <= PayloadType.BASES_MAX, "%d bases", bases.size());
    require(bases.stream().distinct().count() == bases.size(), "a base stands there twice");
    require(resultMac.length == MAC_BYTES, "a HMAC of %d B", resultMac.length);
    require(runs.size() <= RUNS_MAX, "%d runs; at most %d", runs.size(), RUNS_MAX);
    require(resultBytes >= 0 && resultBytes <= Limits.PLAIN_BYTES_MAX, "makes %d B", resultBytes);
    long sum = 0;
    for (Run run : runs) {
      sum += run.bytes();
      if (run instanceof Copy copy) {
        require(copy.base() < bases.size(), "copies from base %d", copy.base());
      }
    }
    require(sum == resultBytes, "runs of %d B make %d B", sum, resultBytes);
  }

  /// @throws MalformedObjectException not a patch, or out of bounds
  public static Patch parse(byte[] plain) {
    FieldReader in = new FieldReader("patch", plain);
    int baseCount = in.u8("base count", PayloadType.BASES_MAX);
    List<ObjectId> bases = new ArrayList<>(baseCount);
    for (int i = 0; i < baseCount; i++) bases.add(new ObjectId(in.bytes32("base")));
    int resultBytes = (int) in.varint("result length", Limits.PLAIN_BYTES_MAX);
    byte[] mac = in.bytes("result HMAC", MAC_BYTES);
    int runCount = (int) in.varint("run count", RUNS_MAX);
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < runCount; i++) runs.add(run(in));
    in.end();
    return new Patch(bases, resultBytes, mac, runs);
  }

  private static Run run(FieldReader in) {
    int code = in.u8("run", PayloadType.BASES_MAX);
    int max = Limits.PLAIN_BYTES_MAX;
    if (code == INSERT) {
      int bytes = (int) in.varint("insert length", in.remaining());
      return new Insert(in.bytes("insert", bytes));
    }
    int from = (int) in.varint("copy offset", max);
    return new Copy(code - 1, from, (int) in.varint("copy length", max));
  }

  /// The plain bytes of the payload.
  public byte[] encode() {
    FieldWriter out = new FieldWriter().u8(bases.size());
    bases.forEach(base -> out.bytes32(base.value()));
    out.varint(resultBytes).bytes(resultMac).varint(runs.size());
    for (Run run : runs) {
      switch (run) {
        case Insert insert ->
            out.u8(INSERT).varint(insert.content().length).bytes(insert.content());
        case Copy copy -> out.u8(copy.base() + 1).varint(copy.from()).varint(copy.bytes());
      }
    }
    return out.done();
  }

  /// Makes the content.
  ///
  /// @param plainOf the plain bytes of a base
  /// @param dedupKey K_dedup
  /// @return a new array
  /// @throws MalformedObjectException a run leaves its base, or the result is not what the patch
  ///   says
  byte[] apply(PlainSource plainOf, byte[] dedupKey) {
    Map<ObjectId, byte[]> plains = new HashMap<>();
    for (ObjectId base : bases) plains.put(base, plainOf.plain(base));
    byte[] result = new byte[resultBytes];
    int at = 0;
    for (Run run : runs) {
      switch (run) {
        case Insert insert -> System.arraycopy(insert.content(), 0, result, at, run.bytes());
        case Copy copy -> {
          byte[] base = requireNonNull(plains.get(bases.get(copy.base())));
          require(
              copy.from() <= base.length - copy.bytes(),
              "copies %d B at %d of a base of %d B",
              copy.bytes(),
              copy.from(),
              base.length);
          System.arraycopy(base, copy.from(), result, at, copy.bytes());
        }
      }
      at += run.bytes();
    }
    require(MessageDigest.isEqual(mac(dedupKey, result), resultMac), "makes something else");
    return result;
  }

  /// HMAC-SHA-256 under K_dedup of plain content: its first 16 bytes are the content tag.
  ///
  /// @param dedupKey K_dedup
  public static byte[] mac(byte[] dedupKey, byte[] plain) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(dedupKey, "HmacSHA256"));
      return mac.doFinal(plain);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no HMAC-SHA-256", e);
    }
  }

  private static void require(boolean holds, String what, Object... figures) {
    if (!holds) throw new MalformedObjectException("patch: " + what.formatted(figures));
  }

  /// Bytes of the result.
  public sealed interface Run {
    /// How many.
    int bytes();
  }

  /// New bytes.
  ///
  /// @param content the bytes; not copied, not to be changed
  public record Insert(byte[] content) implements Run {
    @Override
    public int bytes() {
      return content.length;
    }
  }

  /// Bytes of a base.
  ///
  /// @param base which, from 0
  /// @param from the first byte in it
  /// @param bytes how many
  public record Copy(int base, int from, int bytes) implements Run {
    /// @throws MalformedObjectException a figure is negative
    public Copy {
      require(base >= 0 && from >= 0 && bytes >= 0, "copies %d B at %d", bytes, from);
    }
  }

  /// Where the plain bytes of bases come from.
  @FunctionalInterface
  interface PlainSource {
    byte[] plain(ObjectId base);
  }
}
