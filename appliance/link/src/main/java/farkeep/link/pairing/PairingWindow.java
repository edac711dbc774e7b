package farkeep.link.pairing;

import farkeep.objects.port.Clocks;
import farkeep.objects.port.Randomness;
import farkeep.objects.port.Tasks;
import java.io.IOException;
import java.time.Duration;

/// The time in which a box can be paired: it has one code and one secret, ends by itself after
/// [#OPEN_MAX], after the last guess, and with the first success. Safe for many threads.
public final class PairingWindow {
  /// How long it stays open.
  public static final Duration OPEN_MAX = Duration.ofMinutes(10);

  private final Clocks clocks;
  private final GuessLedger ledger;
  private final Tasks.Monitor monitor;
  private final PairingCode code;
  private final PairingSecret secret;
  private final Duration endsAt;
  private boolean closed;

  /// Opens it with a new code, a new secret and as many guesses as the ledger still has.
  public PairingWindow(Tasks tasks, Clocks clocks, Randomness randomness, GuessLedger ledger) {
    this.clocks = clocks;
    this.ledger = ledger;
    this.monitor = tasks.monitor();
    this.code = PairingCode.random(randomness);
    this.secret = PairingSecret.random(randomness);
    this.endsAt = clocks.running().plus(OPEN_MAX);
  }

  /// Opens it because a person who stands at the box asked for it: with all guesses.
  public static PairingWindow openedByHand(
      Tasks tasks, Clocks clocks, Randomness randomness, GuessLedger ledger) throws IOException {
    ledger.refill();
    return new PairingWindow(tasks, clocks, randomness, ledger);
  }

  /// What to show.
  public PairingCode code() {
    return code;
  }

  /// What the text has in place of the code; whichever is used first ends both.
  public PairingSecret secret() {
    return secret;
  }

  PairingWord word(PairingWord.Kind kind) {
    return switch (kind) {
      case DIGITS -> code;
      case SECRET -> secret;
    };
  }

  /// How long it still stays open; zero when it is closed.
  public Duration remaining() {
    Duration remaining = endsAt.minus(clocks.running());
    return isOpen() ? remaining : Duration.ZERO;
  }

  /// Whether a home may try.
  public boolean isOpen() {
    try (Tasks.Inside _ = monitor.inside()) {
      return !closed && ledger.left() > 0 && clocks.running().compareTo(endsAt) < 0;
    }
  }

  /// Ends it: it was used, or is wanted no more.
  public void close() {
    try (Tasks.Inside _ = monitor.inside()) {
      closed = true;
    }
  }

  /// Takes a guess, durably, before anything that depends on the code or the secret is said. Nobody
  /// closes the window meanwhile: a ledger that was refilled for the next code gives no guess at
  /// this one.
  ///
  /// @throws PairingFailedException the window is closed or all guesses are used
  void takeGuess() throws IOException {
    try (Tasks.Inside _ = monitor.inside()) {
      if (!isOpen() || !ledger.take()) throw new PairingFailedException("the window is closed");
    }
  }

  /// Ends it because a home has proven to know the code or the secret; only the first one may.
  ///
  /// @throws PairingFailedException another one did, or a new code was asked for meanwhile
  void use() throws PairingFailedException {
    try (Tasks.Inside _ = monitor.inside()) {
      if (closed) throw new PairingFailedException("the code is worth nothing any more");
      closed = true;
    }
  }
}
