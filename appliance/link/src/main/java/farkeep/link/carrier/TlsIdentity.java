package farkeep.link.carrier;

import farkeep.objects.port.Randomness;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// What a listener proves itself with: a self-signed P-256 certificate and its key.
///
/// @param certificate its dates and names are ignored on purpose
/// @param key the private key to it
public record TlsIdentity(X509Certificate certificate, PrivateKey key) {
  /// How long a certificate says it is valid, for programs that look; ours judge by the pin alone.
  public static final int VALID_YEARS = 30;

  private static final int SERIAL_BYTES = 16;

  /// Makes a new one.
  ///
  /// @param from the first day on which it says it is valid; need not be right
  public static TlsIdentity generate(Randomness randomness, Instant from) {
    SecureRandom random = new PortSecureRandom(randomness);
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      KeyPair pair = generator.generateKeyPair();
      Instant start = from.truncatedTo(ChronoUnit.DAYS);
      Instant end = start.atOffset(ZoneOffset.UTC).plusYears(VALID_YEARS).toInstant();
      X500Name name = new X500Name("CN=farkeep");
      var builder =
          new JcaX509v3CertificateBuilder(
              name,
              new BigInteger(1, randomness.bytes(SERIAL_BYTES)).setBit(0),
              Date.from(start),
              Date.from(end),
              name,
              pair.getPublic());
      var signer =
          new JcaContentSignerBuilder("SHA256withECDSA")
              .setSecureRandom(random)
              .build(pair.getPrivate());
      X509Certificate certificate =
          new JcaX509CertificateConverter().getCertificate(builder.build(signer));
      return new TlsIdentity(certificate, pair.getPrivate());
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("this JDK can't make a P-256 certificate", e);
    }
  }

  /// Reads one from how it is kept on disk.
  ///
  /// @param certificateDer the certificate, DER
  /// @param keyPkcs8 the private key, DER of PKCS #8
  /// @throws IOException damaged
  public static TlsIdentity ofEncoded(byte[] certificateDer, byte[] keyPkcs8) throws IOException {
    try {
      var certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(certificateDer));
      PrivateKey key =
          KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(keyPkcs8));
      return new TlsIdentity(certificate, key);
    } catch (GeneralSecurityException e) {
      throw new IOException("the TLS certificate or key on disk is damaged; restore it", e);
    }
  }

  /// The certificate as [#ofEncoded] takes it.
  ///
  /// @throws IllegalStateException it has no encoding; never with one made here
  public byte[] certificateDer() {
    try {
      return certificate.getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("certificate without an encoding", e);
    }
  }

  /// The key as [#ofEncoded] takes it: secret.
  public byte[] keyPkcs8() {
    return key.getEncoded();
  }

  /// What callers know this listener by.
  public Pin pin() {
    return Pin.of(certificate);
  }

  @Override
  public String toString() {
    return "TlsIdentity[" + pin() + "]";
  }
}
