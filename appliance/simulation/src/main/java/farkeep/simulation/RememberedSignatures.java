package farkeep.simulation;

import java.io.ByteArrayOutputStream;
import java.security.InvalidKeyException;
import java.security.InvalidParameterException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.security.interfaces.EdECPrivateKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jspecify.annotations.Nullable;

/// Ed25519 as it is, but faster over many runs: whether a signature holds is a pure function of
/// key, message and signature, so one that was made or checked in this process is looked up. All
/// others are checked by the JDK, as the programs do.
final class RememberedSignatures extends Provider {
  /// The oldest are forgotten beyond so many.
  static final int REMEMBERED_MAX = 200_000;

  private static final long serialVersionUID = 1L;
  private static final String ALGORITHM = "Ed25519";
  private static final String JDK = "SunEC";
  private static final byte[] PUBLIC_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private static final Map<String, Boolean> KNOWN =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > REMEMBERED_MAX;
        }
      };

  private RememberedSignatures() {
    super("FarkeepSimulation", "1", "signatures that are made and checked once");
    put("Signature." + ALGORITHM, Spi.class.getName());
  }

  /// Has them used in this process from now on.
  static void use() {
    if (Security.getProvider("FarkeepSimulation") == null) {
      Security.insertProviderAt(new RememberedSignatures(), 1);
    }
  }

  private static String name(byte[] publicKey, byte[] message, byte[] signature) {
    try {
      MessageDigest hash = MessageDigest.getInstance("SHA-256");
      hash.update(publicKey);
      hash.update(signature);
      return HexFormat.of().formatHex(hash.digest(message));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isKnown(String name) {
    synchronized (KNOWN) {
      return KNOWN.containsKey(name);
    }
  }

  private static void remember(String name) {
    synchronized (KNOWN) {
      KNOWN.put(name, true);
    }
  }

  /// Made by the provider's framework, for one signature at a time.
  public static final class Spi extends SignatureSpi {
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private byte[] seed = {};
    private @Nullable PublicKey signer;

    /// Called by name.
    public Spi() {}

    @Override
    protected void engineInitVerify(PublicKey key) {
      signer = key;
      message.reset();
    }

    @Override
    protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
      if (!(key instanceof EdECPrivateKey it)) throw new InvalidKeyException(key.getAlgorithm());
      seed = it.getBytes().orElseThrow(() -> new InvalidKeyException("without its seed"));
      message.reset();
    }

    @Override
    protected void engineUpdate(byte value) {
      message.write(value);
    }

    @Override
    protected void engineUpdate(byte[] bytes, int from, int count) {
      message.write(bytes, from, count);
    }

    @Override
    protected byte[] engineSign() {
      byte[] said = message.toByteArray();
      message.reset();
      byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
      Ed25519.sign(seed, 0, said, 0, said.length, signature, 0);
      byte[] key = Arrays.copyOf(PUBLIC_PREFIX, PUBLIC_PREFIX.length + Ed25519.PUBLIC_KEY_SIZE);
      Ed25519.generatePublicKey(seed, 0, key, PUBLIC_PREFIX.length);
      remember(name(key, said, signature));
      return signature;
    }

    @Override
    protected boolean engineVerify(byte[] signature) throws SignatureException {
      PublicKey key = Objects.requireNonNull(signer);
      byte[] said = message.toByteArray();
      message.reset();
      String name = name(key.getEncoded(), said, signature);
      if (isKnown(name)) return true;
      boolean holds = check(key, said, signature);
      if (holds) remember(name);
      return holds;
    }

    private static boolean check(PublicKey key, byte[] said, byte[] signature)
        throws SignatureException {
      try {
        Signature check = Signature.getInstance(ALGORITHM, JDK);
        check.initVerify(key);
        check.update(said);
        return check.verify(signature);
      } catch (NoSuchAlgorithmException | NoSuchProviderException | InvalidKeyException e) {
        throw new SignatureException(e);
      }
    }

    @Override
    @Deprecated
    protected void engineSetParameter(String name, Object value) {
      throw new InvalidParameterException(name);
    }

    @Override
    @Deprecated
    protected Object engineGetParameter(String name) {
      throw new InvalidParameterException(name);
    }
  }
}
