package farkeep.box.page;

import farkeep.web.page.Messages;
import java.util.Locale;
import java.util.MissingResourceException;

/// What happened, in one sentence for the host. An event that has none is told by its kind.
final class EventWords {
  private final Messages messages = new Messages("farkeep.box.page.events");

  /// @param kind such as `box started`
  String sentence(Locale locale, String kind) {
    try {
      return messages.text(locale, key(kind));
    } catch (MissingResourceException e) {
      return kind + ".";
    }
  }

  private static String key(String kind) {
    return kind.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-");
  }
}
