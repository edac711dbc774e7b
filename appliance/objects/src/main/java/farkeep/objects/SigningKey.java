package farkeep.objects;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;

/// An Ed25519 key pair (RFC 8032) made from its 32-byte seed, and the check of a signature by a raw
/// public key. Safe for many threads.
public final class SigningKey {
  /// Bytes of a seed.
  public static final int SEED_BYTES = 32;

  /// Bytes of a signature.
  public static final int SIGNATURE_BYTES = 64;

  private static final String ALGORITHM = "Ed25519";
  // RFC 8410: what stands before the 32 raw bytes in a SubjectPublicKeyInfo and in a PKCS #8 key.
  private static final byte[] PUBLIC_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");
  private static final byte[] PRIVATE_PREFIX =
      HexFormat.of().parseHex("302e020100300506032b657004220420");

  /// The points whose order divides 8, by their y, with those written above the field's prime. As a
  /// key each of them would verify signatures that nobody made: RFC 8032 does not ask about that.
  private static final Set<Bytes32> SMALL_ORDER =
      Set.of(
          Bytes32.ofHex("0000000000000000000000000000000000000000000000000000000000000000"),
          Bytes32.ofHex("0100000000000000000000000000000000000000000000000000000000000000"),
          Bytes32.ofHex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
          Bytes32.ofHex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
          Bytes32.ofHex("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
          Bytes32.ofHex("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
          Bytes32.ofHex("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"));

  private final PrivateKey privateKey;
  private final PeerId id;

  private SigningKey(PrivateKey privateKey, PeerId id) {
    this.privateKey = privateKey;
    this.id = id;
  }

  /// @param seed 32 secret bytes; copied
  /// @throws IllegalArgumentException the length is another one
  public static SigningKey ofSeed(byte[] seed) {
    if (seed.length != SEED_BYTES) {
      throw new IllegalArgumentException("a seed has 32 bytes, this has " + seed.length);
    }
    try {
      var spec = new PKCS8EncodedKeySpec(concatenate(PRIVATE_PREFIX, seed));
      PrivateKey privateKey = KeyFactory.getInstance(ALGORITHM).generatePrivate(spec);
      KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
      generator.initialize(NamedParameterSpec.ED25519, new Fixed(seed));
      var publicKey = (EdECPublicKey) generator.generateKeyPair().getPublic();
      byte[] encoded = publicKey.getEncoded();
      byte[] raw = Arrays.copyOfRange(encoded, PUBLIC_PREFIX.length, encoded.length);
      return new SigningKey(privateKey, PeerId.of(raw));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no Ed25519", e);
    }
  }

  /// The public half, which is also the id of who has the key.
  public PeerId id() {
    return id;
  }

  /// @param message what to sign: starts with a domain string of its own
  /// @return 64 bytes
  public byte[] sign(byte[] message) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(privateKey);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Ed25519 failed to sign", e);
    }
  }

  /// Whether `signature` is that of the key's owner over these pieces joined together.
  ///
  /// @param signer the raw public key; one that is no point of the curve, or one of small order,
  ///   has signed nothing
  public static boolean verifies(PeerId signer, byte[] signature, byte[]... pieces) {
    if (signature.length != SIGNATURE_BYTES || isOfSmallOrder(signer)) return false;
    try {
      Signature check = Signature.getInstance(ALGORITHM);
      var spec = new X509EncodedKeySpec(concatenate(PUBLIC_PREFIX, signer.bytes()));
      check.initVerify(KeyFactory.getInstance(ALGORITHM).generatePublic(spec));
      for (byte[] piece : pieces) check.update(piece);
      return check.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static boolean isOfSmallOrder(PeerId key) {
    byte[] y = key.bytes();
    y[y.length - 1] &= 0x7f; // the sign of x
    return SMALL_ORDER.contains(Bytes32.of(y));
  }

  private static byte[] concatenate(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  /// The JDK derives a public key only while it generates a pair; so it is given the seed as its
  /// chance.
  private static final class Fixed extends SecureRandom {
    private static final long serialVersionUID = 1L;
    private final byte[] seed;

    private Fixed(byte[] seed) {
      this.seed = seed.clone();
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(seed, 0, bytes, 0, bytes.length);
    }
  }
}
