package farkeep.link.choice;

import farkeep.link.carrier.Carrier;
import farkeep.link.carrier.CarrierPorts;
import farkeep.link.carrier.LinkSettings;
import farkeep.link.carrier.QuicChoice;
import farkeep.link.carrier.nativequic.NativeQuicCarrier;
import farkeep.link.carrier.portable.PortableQuicCarrier;
import java.util.Optional;

/// Makes the carrier that the setting `link.quic` asks for.
public final class Carriers {
  private Carriers() {}

  /// Makes it.
  ///
  /// @throws CarrierUnavailableException the native one was asked for and does not load here
  public static Carrier choose(QuicChoice choice, LinkSettings settings, CarrierPorts ports)
      throws CarrierUnavailableException {
    return choose(choice, NativeQuicCarrier.unavailable(), settings, ports);
  }

  /// @param unavailable why the native one does not load; nothing when it does
  static Carrier choose(
      QuicChoice choice, Optional<String> unavailable, LinkSettings settings, CarrierPorts ports)
      throws CarrierUnavailableException {
    return switch (choice) {
      case AUTO ->
          unavailable.isPresent()
              ? new PortableQuicCarrier(settings, ports)
              : new NativeQuicCarrier(settings, ports);
      case NATIVE -> {
        if (unavailable.isPresent()) throw refused(unavailable.get());
        yield new NativeQuicCarrier(settings, ports);
      }
      case KWIK -> new PortableQuicCarrier(settings, ports);
    };
  }

  private static CarrierUnavailableException refused(String why) {
    return new CarrierUnavailableException(
        "native QUIC can't be loaded on this machine (%s); 64-bit Linux on x86 and ARM has it:"
                .formatted(why)
            + " take auto, or kwik, which is slower and runs everywhere");
  }
}
