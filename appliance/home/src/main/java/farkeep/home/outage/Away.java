package farkeep.home.outage;

/// What can be seen from home while a box is away.
///
/// @param home how far this home gets
/// @param sameNetwork whether an address of the box is in one of this home's own networks
/// @param knock what happens at its address
/// @param announced whether it announces itself on this network
/// @param otherReached whether another box, in another house, is reached
public record Away(
    HomeSide home, boolean sameNetwork, Knock knock, boolean announced, boolean otherReached) {
  /// The likely cause. The first row that fits counts.
  public Finding finding() {
    return switch (this) {
      case Away(var side, _, _, _, _) when side == HomeSide.NO_NETWORK ->
          Finding.certain(Cause.ROUTER, "This home has no network: its cable, Wi-Fi or router.");
      case Away(_, _, _, var seen, _) when seen ->
          Finding.likely(
              Cause.UDP_BLOCKED,
              "It announces itself on this network, and its port does not answer: a firewall, most likely.");
      case Away(_, _, var knocked, _, _) when knocked == Knock.STRANGER ->
          Finding.likely(
              Cause.ADDRESS,
              "Another machine answers at its address: it moved. `farkeep boxes address` says where to.");
      case Away(_, var near, var knocked, _, _) when near && knocked == Knock.ANSWERED ->
          Finding.likely(
              Cause.STOPPED, "Its machine answers on this network, and the box on it does not.");
      case Away(_, var near, _, _, _) when near ->
          Finding.likely(
              Cause.POWER,
              "Nothing answers at its address on this network: no power, or no cable.");
      case Away(var side, _, _, _, var other) when side == HomeSide.ROUTER_SILENT && !other ->
          Finding.likely(Cause.ROUTER, "This home's router does not answer.");
      case Away(var side, _, _, _, var other) when side == HomeSide.NO_INTERNET && !other ->
          Finding.likely(Cause.INTERNET, "This home's internet does not work: no name is found.");
      case Away(_, _, var knocked, _, _) when knocked == Knock.NO_NAME ->
          Finding.likely(
              Cause.ADDRESS, "Its name leads nowhere; `farkeep boxes address` gives it another.");
      case Away(_, _, var knocked, _, _) when knocked == Knock.NO_WAY ->
          Finding.likely(
              Cause.INTERNET, "A router on the way says that its house can't be reached.");
      case Away(_, _, var knocked, _, _) when knocked == Knock.ANSWERED ->
          Finding.unknown(
              "Its house answers and the box does not: it is off, or UDP is blocked on the way.");
      case Away(_, _, var knocked, _, _) when knocked == Knock.SILENT ->
          Finding.unknown(
              "Its house does not answer: power, router or internet there. It will say when it is back.");
      case Away _ -> Finding.unknown("It dials home and has not; more can't be seen from here.");
    };
  }
}
