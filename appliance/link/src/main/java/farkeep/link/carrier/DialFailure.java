package farkeep.link.carrier;

import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.stream.Collectors;

/// What a dial that failed says, the same on every carrier: what, where, and what to do.
///
/// @param address where it dialled
/// @param expected whom it expected there
/// @param protocol what it wanted to speak
public record DialFailure(InetSocketAddress address, Carrier.Expected expected, String protocol) {
  /// Looks the address up, if it is only a name so far.
  ///
  /// @throws UnknownHostException the name leads nowhere
  public static InetSocketAddress resolve(InetSocketAddress address) throws UnknownHostException {
    if (!address.isUnresolved()) return address;
    InetSocketAddress resolved = new InetSocketAddress(address.getHostString(), address.getPort());
    if (!resolved.isUnresolved()) return resolved;
    throw new UnknownHostException(
        "no address is known for "
            + address.getHostString()
            + "; check the name and this machine's DNS");
  }

  /// Somebody else is there.
  public PinMismatchException wrongPin(Pin seen) {
    String wanted =
        switch (expected) {
          case Carrier.Expected.OneOf(var pins) ->
              pins.stream().map(Pin::toString).sorted().collect(Collectors.joining(" or "));
          case Carrier.Expected.AnyForPairing() -> "anybody";
        };
    return new PinMismatchException(
        shown()
            + " answered with public key "
            + seen
            + ", expected "
            + wanted
            + "; nothing was sent to it: check that the address leads to the right machine, and"
            + " whether it was replaced");
  }

  /// Nobody is there.
  public NobodyAnsweredException nobodyAnswered(Duration waited) {
    return new NobodyAnsweredException(
        "nobody answered at "
            + shown()
            + " within "
            + waited.toSeconds()
            + " s; check that the other machine is on, and that UDP port "
            + address.getPort()
            + " is open to it");
  }

  /// It is there and does not speak the protocol.
  public ProtocolNotOfferedException notOffered() {
    return new ProtocolNotOfferedException(
        protocol.equals(Carrier.PAIRING)
            ? shown()
                + " is there, and its pairing window is closed; press its button for 3 s and try"
                + " again"
            : shown() + " does not offer " + protocol + "; update the older of the two programs");
  }

  /// It speaks another version of QUIC.
  public ConnectException otherVersion() {
    return new ConnectException(
        shown() + " speaks no version of QUIC known here; update the older of the two programs");
  }

  /// It lets nobody in at the moment.
  public ConnectException refused() {
    return new ConnectException(
        shown() + " refused: it has as many links as it takes; try again in a minute");
  }

  /// Anything else.
  ///
  /// @param cause what the carrier said
  public ConnectException other(Throwable cause) {
    String why = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    ConnectException failure = new ConnectException("dialling " + shown() + " failed: " + why);
    failure.initCause(cause);
    return failure;
  }

  /// The address for a message.
  public String shown() {
    return AddressText.shown(address);
  }
}
