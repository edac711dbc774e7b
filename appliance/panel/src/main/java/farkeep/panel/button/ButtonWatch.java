package farkeep.panel.button;

import farkeep.panel.Pace;
import java.time.Duration;
import java.util.Optional;

/// Watches a button and tells its presses. A press can also be played by a command ([#press]).
public final class ButtonWatch implements AutoCloseable {
  private static final Duration NOTHING_DUE = Duration.ofHours(1);

  private final Button button;
  private final Presses presses;
  private final Pace pace;
  private final PressRecogniser recogniser = new PressRecogniser();

  /// @param button closed by [#run] at its end
  /// @param pace of this loop alone
  public ButtonWatch(Button button, Presses presses, Pace pace) {
    this.button = button;
    this.presses = presses;
    this.pace = pace;
  }

  /// Plays a press, as if the button had been held for this time; returns when it was told, without
  /// waiting for that time.
  ///
  /// @return what it was; empty when it was too long
  /// @throws IllegalArgumentException the time is negative
  public Optional<Press> press(Duration held) {
    if (held.isNegative()) throw new IllegalArgumentException("a press lasts 0 s or longer");
    Optional<Press> press = Press.held(held);
    press.ifPresent(this::tell);
    return press;
  }

  /// Watches until [#close].
  ///
  /// @throws InterruptedException the thread was interrupted; the button has been closed
  public void run() throws InterruptedException {
    try (button) {
      button.listen(this::edge);
      do {
        tellAll();
      } while (pace.await(untilNext()));
    }
  }

  /// Ends [#run].
  @Override
  public void close() {
    pace.end();
  }

  private void edge(boolean down) {
    synchronized (recogniser) {
      recogniser.edge(down, pace.running());
    }
    pace.wake();
  }

  private Duration untilNext() {
    synchronized (recogniser) {
      return recogniser.next(pace.running()).orElse(NOTHING_DUE);
    }
  }

  private void tellAll() {
    while (true) {
      PressRecogniser.Outcome outcome;
      synchronized (recogniser) {
        outcome = recogniser.at(pace.running());
      }
      switch (outcome) {
        case PressRecogniser.Outcome.Nothing() -> {
          return;
        }
        case PressRecogniser.Outcome.Holding(var reached) -> holding(Optional.of(reached));
        case PressRecogniser.Outcome.TooLong() -> {
          holding(Optional.empty());
          tellTooLong();
        }
        case PressRecogniser.Outcome.LetGo(var press) -> {
          holding(Optional.empty());
          press.ifPresent(this::tell);
        }
      }
    }
  }

  private void holding(Optional<Press> reached) {
    synchronized (presses) {
      presses.holding(reached);
    }
  }

  private void tellTooLong() {
    synchronized (presses) {
      presses.tooLong();
    }
  }

  private void tell(Press press) {
    synchronized (presses) {
      presses.pressed(press);
    }
  }
}
