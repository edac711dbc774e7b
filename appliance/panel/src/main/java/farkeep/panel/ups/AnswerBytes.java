package farkeep.panel.ups;

import java.util.Optional;

/// Bytes of an answer so far; a carriage return ends a line, and one that is too long is no answer.
/// Noise and half a line before it are dropped.
final class AnswerBytes {
  private final StringBuilder text = new StringBuilder(MegatecUps.ANSWER_BYTES_MAX);

  /// Takes what has arrived, up to the end of the first good answer.
  Optional<UpsState> take(byte[] bytes, int count) {
    for (int i = 0; i < count; i++) {
      if (bytes[i] == '\r') {
        Optional<UpsState> answer = MegatecAnswer.parse(text.toString());
        text.setLength(0);
        if (answer.isPresent()) return answer;
      } else if (bytes[i] == '(') {
        // Noise or half a line came before: the answer begins here.
        text.setLength(0);
        text.append('(');
      } else if (text.length() < MegatecUps.ANSWER_BYTES_MAX) {
        text.append((char) (bytes[i] & 0xff));
      }
    }
    return Optional.empty();
  }
}
