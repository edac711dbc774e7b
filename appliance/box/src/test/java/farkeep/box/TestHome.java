package farkeep.box;

import farkeep.box.replication.ScriptedHome;
import farkeep.box.replication.TestVault;
import farkeep.link.auth.AuthenticatedLink;
import farkeep.link.auth.Authenticator;
import farkeep.link.auth.Role;
import farkeep.link.carrier.Carrier;
import farkeep.link.carrier.CarrierPorts;
import farkeep.link.carrier.Link;
import farkeep.link.carrier.LinkSettings;
import farkeep.link.carrier.NobodyAnsweredException;
import farkeep.link.carrier.nativequic.NativeQuicCarrier;
import farkeep.link.pairing.BoxOffer;
import farkeep.link.pairing.HomeOffer;
import farkeep.link.pairing.PairingCode;
import farkeep.link.pairing.PairingHome;
import farkeep.objects.PeerId;
import farkeep.objects.SigningKey;
import farkeep.objects.log.LogBody;
import farkeep.objects.log.Opaque;
import farkeep.objects.system.SystemClocks;
import farkeep.objects.system.SystemRandomness;
import farkeep.objects.system.SystemTasks;
import java.io.IOException;
import java.net.InetSocketAddress;

/// The home's side of a test over real QUIC.
public final class TestHome implements AutoCloseable {
  public final SystemTasks tasks = new SystemTasks();
  public final SystemClocks clocks = new SystemClocks();
  public final SystemRandomness randomness = new SystemRandomness();
  public final CarrierPorts carrierPorts = new CarrierPorts(tasks, clocks, randomness);
  public final Carrier carrier = new NativeQuicCarrier(LinkSettings.ordinary(), carrierPorts);
  public final TestVault vault = new TestVault(randomness);

  /// Pairs with a box.
  ///
  /// @return its id
  public PeerId pair(InetSocketAddress box, PairingCode code) throws Exception {
    return pair(box, code, vault);
  }

  /// Pairs with a box for another vault.
  public PeerId pair(InetSocketAddress box, PairingCode code, TestVault vault) throws Exception {
    PairingHome pairing = new PairingHome(tasks, randomness, vault.writer);
    Link link = dial(box, Carrier.PAIRING);
    HomeOffer home = new HomeOffer(vault.id, vault.writer.id(), vault.logEntries());
    return pairing.run(link, code, home, offer -> adopt(vault, offer)).record().box();
  }

  private static byte[] adopt(TestVault vault, BoxOffer box) {
    return vault.entry(new LogBody.Box(box.record(), box.countersignature(), Opaque.EMPTY));
  }

  /// Connects and says HELLO.
  public ScriptedHome connect(InetSocketAddress box, SigningKey device) throws Exception {
    return greet(dial(box, Carrier.FARKEEP), device);
  }

  /// Dials a second time when nobody answered the first, as a home does: a machine that has just
  /// started two programs may need longer than a handshake may take.
  private Link dial(InetSocketAddress box, String protocol)
      throws IOException, InterruptedException {
    try {
      return carrier.dial(box, new Carrier.Expected.AnyForPairing(), protocol);
    } catch (NobodyAnsweredException e) {
      return carrier.dial(box, new Carrier.Expected.AnyForPairing(), protocol);
    }
  }

  /// Goes through AUTH and HELLO on a link that either side dialled.
  public ScriptedHome greet(Link link, SigningKey device) throws Exception {
    Authenticator authenticator =
        new Authenticator(tasks, randomness, device, Role.HOME, _ -> true);
    AuthenticatedLink known = authenticator.run(link);
    return ScriptedHome.greet(tasks, clocks, known.link(), known.control());
  }

  @Override
  public void close() throws IOException {
    carrier.close();
  }
}
