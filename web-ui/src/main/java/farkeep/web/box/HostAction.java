package farkeep.web.box;

import farkeep.web.box.view.Controls.Cap;
import java.time.Duration;
import java.util.List;

/// What the host can ask for. Nothing here sees a name, deletes, or shortens a lock.
public sealed interface HostAction {
  /// Which action this is.
  Kind kind();

  /// Opens the pairing window.
  record ShowPairingCode() implements HostAction {
    @Override
    public Kind kind() {
      return Kind.PAIR;
    }
  }

  /// Receives nothing for a while.
  ///
  /// @param duration 1 to [#HOURS_MAX] hours
  record PauseFor(Duration duration) implements HostAction {
    /// The longest pause, in hours.
    public static final int HOURS_MAX = 72;

    public PauseFor {
      if (duration.compareTo(Duration.ofHours(1)) < 0
          || duration.compareTo(Duration.ofHours(HOURS_MAX)) > 0) {
        throw new IllegalArgumentException(
            "pause of %s: give 1 to %d hours".formatted(duration, HOURS_MAX));
      }
    }

    @Override
    public Kind kind() {
      return Kind.PAUSE;
    }
  }

  /// Ends a pause and what [SafeToUnplug] began.
  record Resume() implements HostAction {
    @Override
    public Kind kind() {
      return Kind.RESUME;
    }
  }

  /// Bounds the bandwidth by hours of the day, instead of all bounds before.
  ///
  /// @param caps in order, none over another; empty lifts every bound
  record CapBandwidth(List<Cap> caps) implements HostAction {
    /// How many caps a day has at most.
    public static final int CAPS_MAX = 4;

    public CapBandwidth {
      caps = List.copyOf(caps);
      if (caps.size() > CAPS_MAX) {
        throw new IllegalArgumentException(
            "%d bounds: give at most %d".formatted(caps.size(), CAPS_MAX));
      }
      for (int i = 1; i < caps.size(); i++) {
        if (caps.get(i).fromHour() < caps.get(i - 1).toHour()) {
          throw new IllegalArgumentException(
              "hours from %d lie over those before: give them in order"
                  .formatted(caps.get(i).fromHour()));
        }
      }
    }

    @Override
    public Kind kind() {
      return Kind.CAP;
    }
  }

  /// Blinks, so that the host finds the box.
  record Blink() implements HostAction {
    @Override
    public Kind kind() {
      return Kind.BLINK;
    }
  }

  /// Stops writing and forces what was written; done once the plug may be pulled.
  record SafeToUnplug() implements HostAction {
    @Override
    public Kind kind() {
      return Kind.UNPLUG;
    }
  }

  /// Shuts the box down.
  record ShutDown() implements HostAction {
    @Override
    public Kind kind() {
      return Kind.SHUT_DOWN;
    }
  }

  /// Agrees that a blank disk becomes the one that copies are kept on.
  ///
  /// @param disk its id, as the page showed it
  record AdoptDisk(String disk) implements HostAction {
    @Override
    public Kind kind() {
      return Kind.ADOPT_DISK;
    }
  }

  /// Says that the host knows of a cause.
  ///
  /// @param cause its code
  record Acknowledge(String cause) implements HostAction {
    @Override
    public Kind kind() {
      return Kind.ACKNOWLEDGE;
    }
  }

  /// Dials a home that waits to be paired, at the address that the owner told the host.
  ///
  /// @param host a name or an address
  /// @param port 1 to 65535
  record DialForPairing(String host, int port) implements HostAction {
    /// The longest name of a host.
    public static final int HOST_LETTERS_MAX = 253;

    public DialForPairing {
      if (host.isEmpty() || host.length() > HOST_LETTERS_MAX || port < 1 || port > 65535) {
        throw new IllegalArgumentException(
            "address of %d letters and port %d: give 1 to %d letters, and a port from 1 to 65535"
                .formatted(host.length(), port, HOST_LETTERS_MAX));
      }
    }

    @Override
    public Kind kind() {
      return Kind.DIAL;
    }
  }

  /// The kinds of action, the support bundle among them.
  enum Kind {
    PAIR,
    DIAL,
    BLINK,
    ADOPT_DISK,
    ACKNOWLEDGE,
    PAUSE,
    RESUME,
    CAP,
    SUPPORT_BUNDLE,
    UNPLUG,
    SHUT_DOWN
  }
}
