package farkeep.link.discovery;

import farkeep.link.carrier.AddressText;
import farkeep.objects.PeerId;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.OptionalInt;

/// A box that somebody on this network announces. Whether it is that box shows when it is dialled.
///
/// @param box the id it claims
/// @param host its name on this network, without `.local`
/// @param addresses where it listens, at least one
/// @param pairing whether it says that its pairing window is open
/// @param pagePort the TCP port of its page
public record FoundBox(
    PeerId box,
    String host,
    List<InetSocketAddress> addresses,
    boolean pairing,
    OptionalInt pagePort) {
  /// Addresses of one box that are looked at.
  public static final int ADDRESSES_MAX = 8;

  /// For people: name, first address, beginning of the id.
  public String shown() {
    return "%s.local (%s, box %s)"
        .formatted(host, AddressText.numbers(addresses.getFirst()), box.abbreviated());
  }
}
