package farkeep.box.page;

import java.util.Locale;
import java.util.ResourceBundle;

/// What happened, in one sentence for the host. An event that has none is told by its kind.
final class EventWords {
  private static final String BUNDLE = "farkeep.box.page.events";

  private final ResourceBundle bundle;

  EventWords(Locale locale) {
    this.bundle =
        ResourceBundle.getBundle(
            BUNDLE,
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  /// @param kind such as `box started`
  String sentence(String kind) {
    String key = key(kind);
    return bundle.containsKey(key) ? bundle.getString(key) : kind + ".";
  }

  static String key(String kind) {
    return kind.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-");
  }
}
