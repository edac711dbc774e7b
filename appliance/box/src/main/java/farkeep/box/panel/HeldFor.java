package farkeep.box.panel;

import farkeep.panel.button.Press;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How long a button was held, as somebody types it.
public final class HeldFor {
  private static final Pattern TIME = Pattern.compile("([0-9]{1,6})\\s*(ms|s)");

  private HeldFor() {}

  /// Reads `3s` or `300ms`; nothing at all is a short press.
  ///
  /// @throws IOException it is no time, or too long for a press; the message says what is allowed
  public static Press parse(String text) throws IOException {
    String typed = text.strip();
    if (typed.isEmpty()) return Press.IDENTIFY;
    Matcher time = TIME.matcher(typed);
    if (time.matches()) {
      long count = Long.parseLong(time.group(1));
      Duration held =
          time.group(2).equals("s") ? Duration.ofSeconds(count) : Duration.ofMillis(count);
      var press = Press.held(held);
      if (press.isPresent()) return press.get();
    }
    throw new IOException(
        "press %s: allowed is a time below %d s, such as 3s or 300ms: 3s pairs, 10s confirms, 15s forgets the pairings, less says here I am"
            .formatted(typed, Press.HELD_MAX.toSeconds()));
  }
}
