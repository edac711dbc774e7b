package farkeep.link.choice;

import farkeep.link.carrier.Carrier;
import farkeep.link.carrier.CarrierPorts;
import farkeep.link.carrier.LinkSettings;
import farkeep.link.carrier.QuicChoice;
import farkeep.link.carrier.nativequic.NativeQuicCarrier;
import farkeep.link.carrier.portable.PortableQuicCarrier;
import java.util.Optional;
import java.util.function.Supplier;

/// Makes the carrier that the setting `link.quic` asks for.
public final class Carriers {
  private Carriers() {}

  /// Makes it.
  ///
  /// @throws CarrierUnavailableException the native one was asked for and does not load here
  public static Carrier choose(QuicChoice choice, LinkSettings settings, CarrierPorts ports)
      throws CarrierUnavailableException {
    return choose(choice, NativeQuicCarrier::unavailable, settings, ports);
  }

  /// @param unavailable why the native one does not load; nothing when it does. Asking loads it, so
  ///   that who wants the portable one, maybe because of what the native one does, is not asked
  static Carrier choose(
      QuicChoice choice,
      Supplier<Optional<String>> unavailable,
      LinkSettings settings,
      CarrierPorts ports)
      throws CarrierUnavailableException {
    if (choice == QuicChoice.KWIK) return new PortableQuicCarrier(settings, ports);
    Optional<String> why = unavailable.get();
    if (why.isEmpty()) return new NativeQuicCarrier(settings, ports);
    if (choice == QuicChoice.NATIVE) throw refused(why.get());
    return new PortableQuicCarrier(settings, ports);
  }

  private static CarrierUnavailableException refused(String why) {
    return new CarrierUnavailableException(
        "native QUIC can't be loaded on this machine (%s); 64-bit Linux on x86 and ARM has it:"
                .formatted(why)
            + " take auto, or kwik, which is slower and runs everywhere");
  }
}
