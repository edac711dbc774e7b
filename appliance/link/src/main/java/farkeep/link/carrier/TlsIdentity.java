package farkeep.link.carrier;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/// What a listener proves itself with: a self-signed P-256 certificate and its key.
///
/// @param certificate its dates and names are ignored on purpose
/// @param key the private key to it
public record TlsIdentity(X509Certificate certificate, PrivateKey key) {
  @Override
  public String toString() {
    return "TlsIdentity[" + certificate.getSerialNumber() + "]";
  }
}
