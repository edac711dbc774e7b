package farkeep.link.carrier.nativequic;

import farkeep.link.carrier.Carrier;
import farkeep.link.carrier.CarrierPorts;
import farkeep.link.carrier.DialFailure;
import farkeep.link.carrier.Link;
import farkeep.link.carrier.LinkSettings;
import farkeep.link.carrier.TlsIdentity;
import io.netty.handler.codec.quic.Quic;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.util.Optional;

/// QUIC by quiche and BoringSSL, with BBR, segmentation offload and path MTU discovery: several
/// times as fast as pure Java. Needs a native library, which is there for 64-bit Linux.
///
/// BoringSSL picks the cipher by the listener's CPU: ChaCha20 where that has no AES instructions.
public final class NativeQuicCarrier implements Carrier {
  private final NativeSetup setup;

  /// @throws UnsatisfiedLinkError there is no native library for this machine
  public NativeQuicCarrier(LinkSettings settings, CarrierPorts ports) {
    Quic.ensureAvailability();
    this.setup = new NativeSetup(settings, ports, new UdpTransport());
  }

  /// Why this carrier can't be used on this machine; nothing when it can.
  public static Optional<String> unavailable() {
    Throwable cause = Quic.unavailabilityCause();
    return cause == null ? Optional.empty() : Optional.of(String.valueOf(cause.getMessage()));
  }

  @Override
  public Listener listen(InetSocketAddress address, TlsIdentity identity, Admission admission)
      throws IOException {
    try {
      return new NativeListener(address, identity, admission, setup);
    } catch (InterruptedException e) {
      throw cancelled(e);
    }
  }

  private InterruptedIOException cancelled(InterruptedException cause) {
    setup.ports().tasks().cancelSelf();
    InterruptedIOException thrown = new InterruptedIOException("listening was cancelled");
    thrown.initCause(cause);
    return thrown;
  }

  @Override
  public Link dial(InetSocketAddress address, Expected expected, String protocol)
      throws IOException, InterruptedException {
    InetSocketAddress resolved = DialFailure.resolve(address);
    return new NativeDial(setup, new DialFailure(resolved, expected, protocol)).connect();
  }

  @Override
  public void close() {
    setup.transport().close();
  }
}
