package farkeep.box.sensors;

import java.util.Optional;
import java.util.OptionalLong;

/// Reads whether a network cable is plugged in, with something at its other end.
public final class NetworkCable {
  /// `ARPHRD_ETHER` of `linux/if_arp.h`.
  private static final int ETHERNET = 1;

  private final SensorFiles files;

  /// @param files where it is read
  public NetworkCable(SensorFiles files) {
    this.files = files;
  }

  /// Whether one is in; empty on a machine without a socket for one, and while none is switched on.
  public Optional<Boolean> in() {
    Optional<Boolean> found = Optional.empty();
    for (String port : files.directories("sys/class/net", "")) {
      if (!isSocket(port) || files.text(port + "/operstate").equals(Optional.of("notpresent"))) {
        continue;
      }
      if (isSwitchedOff(port)) continue;
      OptionalLong carrier = files.number(port + "/carrier");
      if (carrier.isEmpty()) continue;
      if (carrier.getAsLong() == 1) return Optional.of(true);
      found = Optional.of(false);
    }
    return found;
  }

  /// Whether any network is there: a cable, or Wi-Fi in its place; empty where [#in] is.
  public Optional<Boolean> connected() {
    Optional<Boolean> cable = in();
    return cable.equals(Optional.of(false)) && wireless() ? Optional.of(true) : cable;
  }

  private boolean wireless() {
    return files.directories("sys/class/net", "").stream()
        .filter(port -> files.there(port + "/wireless") || files.there(port + "/phy80211"))
        .anyMatch(port -> files.text(port + "/operstate").equals(Optional.of("up")));
  }

  /// Bridges and tunnels have no device behind them, Wi-Fi has no cable.
  private boolean isSocket(String port) {
    OptionalLong type = files.number(port + "/type");
    return type.isPresent()
        && type.getAsLong() == ETHERNET
        && files.there(port + "/device")
        && !files.there(port + "/wireless")
        && !files.there(port + "/phy80211");
  }

  /// Linux refuses to say whether a port has a carrier that nobody switched on (`IFF_UP`).
  private boolean isSwitchedOff(String port) {
    OptionalLong flags = files.hexadecimal(port + "/flags");
    return flags.isPresent() && (flags.getAsLong() & 1) == 0;
  }
}
