package farkeep.box;

import farkeep.box.health.Findings.Contact;
import farkeep.box.health.Homes;
import farkeep.box.pairing.PairingDesk;
import farkeep.box.replication.ReplicationServer;
import farkeep.link.pairing.PairingWindow;
import farkeep.web.http.ClientAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Which homes are here, and which were dialled in vain.
final class PresentHomes {
  private PresentHomes() {}

  /// @param dialled whether any home that the box dials answered the last time
  static Homes of(ReplicationServer server, PairingDesk desk, Supplier<Optional<Boolean>> dialled) {
    return new Homes(
        () -> contact(server.peers(), dialled.get()),
        server::receivedBytes,
        () -> desk.current().map(PairingWindow::remaining));
  }

  static Contact contact(List<InetSocketAddress> here, Optional<Boolean> dialled) {
    if (here.stream().anyMatch(PresentHomes::isOutside)) return Contact.FROM_OUTSIDE;
    if (!here.isEmpty()) return Contact.NEAR;
    return dialled.equals(Optional.of(false)) ? Contact.NOT_REACHED : Contact.NOT_TRIED;
  }

  private static boolean isOutside(InetSocketAddress home) {
    InetAddress address = home.getAddress();
    return address != null && !ClientAddress.isPrivate(address);
  }
}
