package farkeep.link.carrier;

import farkeep.objects.Bytes32;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;

/// The SHA-256 of a listener's TLS public key (its DER SubjectPublicKeyInfo): what a certificate is
/// judged by. Names, dates and authorities don't count.
public record Pin(Bytes32 value) {
  /// The pin of the key in this certificate.
  public static Pin of(X509Certificate certificate) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return new Pin(Bytes32.of(sha256.digest(certificate.getPublicKey().getEncoded())));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256; this one lacks it", e);
    }
  }

  /// 64 lower-case hexadecimal digits.
  @Override
  public String toString() {
    return value.hex();
  }
}
