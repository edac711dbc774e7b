package farkeep.box.page;

import farkeep.box.host.HostWishes;
import farkeep.box.upkeep.DiskConsent;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// What the host's desk can reach for. Safe for many threads.
public interface HostHands {
  /// Opens the pairing window.
  ///
  /// @throws IOException the guesses can't be counted durably
  void openPairing() throws IOException;

  /// Dials a home that waits to be paired; returns at once.
  void dialForPairing(String host, int port);

  /// What the host has set.
  HostWishes wishes();

  /// What the host has set is other than before.
  void wishesChanged();

  /// Stops writing and forces what was written; what takes long goes on behind the caller's back.
  ///
  /// @param wait at most
  /// @return whether the plug may be pulled now
  boolean makeSafeToUnplug(Duration wait) throws InterruptedException;

  /// Goes on after [#makeSafeToUnplug].
  ///
  /// @return whether there was anything to go on from
  boolean goOn();

  /// Whether the box has stopped writing, or is about to.
  boolean isStopped();

  /// Has the lights say where the box is; empty: it has none.
  Optional<Runnable> blink();

  /// By which the host agrees to a new disk.
  DiskConsent consent();

  /// Ends the box in order, and then switches the machine off; returns at once. Empty: it can't be
  /// switched off.
  Optional<Runnable> shutDown();
}
