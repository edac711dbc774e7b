package farkeep.box;

import java.io.IOException;
import java.util.regex.Pattern;

/// A UPS at the other end of a cable, which answers Megatec's question as it is told to.
final class PlayedUps {
  static final String MAINS = "(230.0 140.0 230.0 034 50.0 27.3 25.0 00001001\r";
  static final String BATTERY = "(000.0 140.0 230.0 034 50.0 25.1 25.0 10001001\r";
  static final String LOW = "(000.0 140.0 230.0 034 50.0 20.9 25.0 11001001\r";

  private static final Pattern QUESTION = Pattern.compile("(Q1)\r");

  private final SerialCable cable;
  private volatile String answer = MAINS;

  PlayedUps(SerialCable cable) {
    this.cable = cable;
    Thread.ofPlatform().daemon().start(this::run);
  }

  /// What it answers from now on.
  void answers(String toQuestion) {
    answer = toQuestion;
  }

  private void run() {
    try {
      while (true) {
        cable.read(QUESTION);
        cable.type(answer);
      }
    } catch (IOException | InterruptedException e) {
      // the plug was pulled
    }
  }
}
