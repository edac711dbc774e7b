package farkeep.vault.keys;

import farkeep.objects.Bytes32;
import farkeep.objects.port.Randomness;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.XECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPublicKeySpec;
import javax.crypto.DecapsulateException;
import javax.crypto.KEM;

/// An X25519 key pair (RFC 7748) made from its 32-byte seed, and the wrapping of secrets to the
/// public half by DHKEM(X25519, HKDF-SHA256) (RFC 9180). Safe for many threads.
final class AgreementKey {
  private static final String ALGORITHM = "X25519";

  private final KeyPair pair;
  private final Bytes32 publicHalf;

  private AgreementKey(KeyPair pair) {
    this.pair = pair;
    this.publicHalf = raw((XECPublicKey) pair.getPublic());
  }

  /// @param seed 32 secret bytes; copied
  static AgreementKey ofSeed(byte[] seed) {
    if (seed.length != Derivation.KEY_BYTES) {
      throw new IllegalArgumentException("a seed has 32 bytes, this has " + seed.length);
    }
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
      byte[] copy = seed.clone();
      generator.initialize(
          NamedParameterSpec.X25519,
          new Chance(bytes -> System.arraycopy(copy, 0, bytes, 0, bytes.length)));
      return new AgreementKey(generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no X25519", e);
    }
  }

  /// The raw public key.
  Bytes32 publicHalf() {
    return publicHalf;
  }

  /// A fresh secret that only the holder of a public key can find again.
  ///
  /// @throws CannotOpenException the public key is none that agreement works with
  static Encapsulated encapsulate(Bytes32 recipient, Randomness randomness) {
    try {
      KEM.Encapsulated made =
          KEM.getInstance("DHKEM")
              .newEncapsulator(publicKey(recipient), new Chance(randomness::fill))
              .encapsulate();
      return new Encapsulated(Bytes32.of(made.encapsulation()), made.key().getEncoded());
    } catch (InvalidKeyException e) {
      throw new CannotOpenException("X25519 public key " + recipient.hex() + " is unfit", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no DHKEM", e);
    }
  }

  /// Finds the secret again.
  ///
  /// @throws CannotOpenException the encapsulated key is none that agreement works with
  byte[] decapsulate(Bytes32 encapsulated) {
    try {
      return KEM.getInstance("DHKEM")
          .newDecapsulator(pair.getPrivate())
          .decapsulate(encapsulated.bytes())
          .getEncoded();
    } catch (DecapsulateException e) {
      throw new CannotOpenException("the encapsulated key is unfit", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no DHKEM", e);
    }
  }

  private static PublicKey publicKey(Bytes32 raw) throws GeneralSecurityException {
    byte[] bigEndian = reversed(raw.bytes());
    bigEndian[0] &= 0x7f;
    var spec = new XECPublicKeySpec(NamedParameterSpec.X25519, new BigInteger(1, bigEndian));
    return KeyFactory.getInstance(ALGORITHM).generatePublic(spec);
  }

  private static Bytes32 raw(XECPublicKey key) {
    byte[] number = key.getU().toByteArray();
    byte[] bigEndian = new byte[Bytes32.BYTES];
    int length = Math.min(number.length, Bytes32.BYTES);
    System.arraycopy(number, number.length - length, bigEndian, Bytes32.BYTES - length, length);
    return Bytes32.of(reversed(bigEndian));
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] back = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) back[i] = bytes[bytes.length - 1 - i];
    return back;
  }

  /// @param encapsulated what the recipient needs
  /// @param secret 32 bytes
  record Encapsulated(Bytes32 encapsulated, byte[] secret) {}

  /// The chance that JDK classes ask for, from where Farkeep takes its own.
  private static final class Chance extends SecureRandom {
    private static final long serialVersionUID = 1L;
    private final transient Source source;

    private Chance(Source source) {
      this.source = source;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      source.fill(bytes);
    }

    private interface Source {
      void fill(byte[] bytes);
    }
  }
}
