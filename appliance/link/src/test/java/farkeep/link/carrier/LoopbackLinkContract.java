package farkeep.link.carrier;

import farkeep.objects.system.SystemClocks;
import farkeep.objects.system.SystemRandomness;
import farkeep.objects.system.SystemTasks;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// [LinkContract] over this machine's loopback.
public abstract class LoopbackLinkContract extends LinkContract {
  private final CarrierPorts ports =
      new CarrierPorts(new SystemTasks(), new SystemClocks(), new SystemRandomness());

  @Override
  protected final CarrierPorts ports() {
    return ports;
  }

  @Override
  protected final InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  @Override
  protected final InetSocketAddress deadPort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(anyPort())) {
      return (InetSocketAddress) socket.getLocalSocketAddress();
    }
  }
}
