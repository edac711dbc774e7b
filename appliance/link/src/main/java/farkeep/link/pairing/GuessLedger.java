package farkeep.link.pairing;

import java.io.IOException;

/// How many guesses at its pairing code a box still allows; kept where a power cut can't undo it.
/// Safe for many threads.
public interface GuessLedger {
  /// Guesses that one opening of the window allows.
  int GUESSES_MAX = 3;

  /// Guesses that are left.
  int left();

  /// Takes one guess; durable when this returns.
  ///
  /// @return false when none was left
  /// @throws IOException it could not be made durable: no guess may be answered
  boolean take() throws IOException;

  /// Allows [#GUESSES_MAX] again, because a person who stands at the box asked for it; durable when
  /// this returns.
  void refill() throws IOException;
}
