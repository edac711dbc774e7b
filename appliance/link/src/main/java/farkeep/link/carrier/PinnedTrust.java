package farkeep.link.carrier;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// Judges a listener's certificate by its [Pin] alone: names, dates and authorities are ignored.
/// TLS still proves that the listener holds the key. One object for one dial: it remembers whom it
/// saw.
///
/// It is an *extended* trust manager so that the JDK does not wrap it in one that checks names.
public final class PinnedTrust extends X509ExtendedTrustManager {
  private final Carrier.Expected expected;
  private volatile @Nullable Pin seen;

  /// @param expected who is accepted
  public PinnedTrust(Carrier.Expected expected) {
    this.expected = expected;
  }

  /// Whom the listener claimed to be; nothing before it said so.
  public Optional<Pin> seen() {
    return Optional.ofNullable(seen);
  }

  /// Whether the one that was seen is accepted. False before anybody was seen.
  public boolean accepts() {
    Pin pin = seen;
    if (pin == null) return false;
    return switch (expected) {
      case Carrier.Expected.OneOf(var pins) -> pins.contains(pin);
      case Carrier.Expected.AnyForPairing() -> true;
    };
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    if (chain.length == 0) throw new CertificateException("the listener showed no certificate");
    seen = Pin.of(chain[0]);
    if (!accepts()) throw new CertificateException("unexpected public key " + seen);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    checkServerTrusted(chain, authType);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    checkServerTrusted(chain, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("callers prove themselves after TLS, not with a certificate");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
