package farkeep.vault.keys;

import farkeep.objects.FieldReader;
import farkeep.objects.FieldWriter;
import farkeep.objects.log.Opaque;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/// Small sealed parts of the vault log: names of devices and boxes, and folder settings.
///
/// The same name under the same root seals to the same bytes; its length is hidden in steps of 64
/// bytes.
public final class SealedName {
  /// Bytes of what is sealed, at most.
  public static final int PLAIN_BYTES_MAX = 15_000;

  private static final int STEP_BYTES = 64;
  private static final int TAG_BYTES = 32;

  private SealedName() {}

  /// Seals a text.
  ///
  /// @param subject what it names: a device's or box's id, a folder's tag
  public static Opaque seal(RootKeys root, Of of, byte[] subject, String text) {
    return seal(root, of, subject, text.getBytes(StandardCharsets.UTF_8));
  }

  /// Seals bytes.
  ///
  /// @param subject what they are about: a device's or box's id, a folder's tag
  /// @throws IllegalArgumentException more than [#PLAIN_BYTES_MAX]
  public static Opaque seal(RootKeys root, Of of, byte[] subject, byte[] plain) {
    if (plain.length > PLAIN_BYTES_MAX) {
      throw new IllegalArgumentException(
          "a sealed part of %d B; at most %d".formatted(plain.length, PLAIN_BYTES_MAX));
    }
    int length = (2 + plain.length + STEP_BYTES - 1) / STEP_BYTES * STEP_BYTES;
    byte[] padded = Arrays.copyOf(new FieldWriter().block(plain).done(), length);
    byte[] clear = clear(of, subject);
    byte[] tag = tag(root, clear, padded);
    byte[] sealed = Derivation.seal(onceKey(root, tag), clear, padded);
    return Opaque.of(new FieldWriter().u64(root.keyId()).bytes(tag).bytes(sealed).done());
  }

  /// Opens a text.
  ///
  /// @throws CannotOpenException the keyring lacks the root, or the bytes were altered or moved
  public static String openText(Keyring keys, Of of, byte[] subject, Opaque sealed) {
    return new String(open(keys, of, subject, sealed), StandardCharsets.UTF_8);
  }

  /// Opens bytes.
  ///
  /// @throws CannotOpenException the keyring lacks the root, or the bytes were altered or moved
  public static byte[] open(Keyring keys, Of of, byte[] subject, Opaque sealed) {
    if (sealed.length() < 8 + TAG_BYTES + Derivation.SEAL_BYTES + STEP_BYTES) {
      throw new CannotOpenException("a sealed part of %d B is cut".formatted(sealed.length()));
    }
    ByteBuffer in = ByteBuffer.wrap(sealed.bytes());
    RootKeys root = keys.root(in.getLong());
    byte[] tag = new byte[TAG_BYTES];
    in.get(tag);
    byte[] rest = new byte[in.remaining()];
    in.get(rest);
    byte[] clear = clear(of, subject);
    byte[] padded = Derivation.open("a sealed part", onceKey(root, tag), clear, rest);
    if (!MessageDigest.isEqual(tag, tag(root, clear, padded))) {
      throw new CannotOpenException("a sealed part does not match its tag");
    }
    return new FieldReader("sealed part", padded).block("text", PLAIN_BYTES_MAX);
  }

  private static byte[] clear(Of of, byte[] subject) {
    return new FieldWriter().ascii(of.domain).bytes(subject).done();
  }

  private static byte[] tag(RootKeys root, byte[] clear, byte[] padded) {
    return Derivation.hmac(Derivation.expand(root.nameKey(), "farkeep/name-tag"), clear, padded);
  }

  private static byte[] onceKey(RootKeys root, byte[] tag) {
    return Derivation.expand(root.nameKey(), "farkeep/name-seal", tag);
  }

  /// What a sealed part is about; it opens as nothing else.
  public enum Of {
    /// A device's name; the subject is its id.
    DEVICE("farkeep/name/device"),
    /// A box's name; the subject is its id.
    BOX("farkeep/name/box"),
    /// A folder's settings; the subject is its tag.
    FOLDER("farkeep/name/folder");

    private final String domain;

    Of(String domain) {
      this.domain = domain;
    }
  }
}
