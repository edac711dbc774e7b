package farkeep.link.auth;

import farkeep.link.carrier.Carrier;
import farkeep.objects.PeerId;
import java.net.InetSocketAddress;
import java.util.List;

/// Whom to dial, and where; asked anew for each round, because addresses change.
public interface Destination {
  /// Addresses dialled in one round.
  int ADDRESSES_MAX = 16;

  /// Who has to answer.
  PeerId peer();

  /// Where it may be, best first; more than [#ADDRESSES_MAX] are not tried.
  List<InetSocketAddress> addresses();

  /// Which listener's key is accepted there.
  Carrier.Expected expected();
}
