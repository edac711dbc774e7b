package farkeep.web.page;

import java.text.MessageFormat;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;

/// The texts of a site in every language, all read when it starts.
public final class Messages {
  private final Map<Locale, ResourceBundle> bundles = new HashMap<>();

  /// @param bundle name of the bundle: `farkeep.web.box.messages`; its root is English
  public Messages(String bundle) {
    ResourceBundle.Control exact =
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
    for (Locale locale : Languages.ALL) {
      bundles.put(locale, ResourceBundle.getBundle(bundle, locale, exact));
    }
  }

  /// The text with this key.
  ///
  /// @param arguments for its places: `{0}`
  /// @throws java.util.MissingResourceException there is none
  public String text(Locale locale, String key, Object... arguments) {
    ResourceBundle bundle = bundles.get(locale);
    if (bundle == null) throw new IllegalArgumentException("no texts in " + locale);
    return new MessageFormat(bundle.getString(key), locale).format(arguments);
  }
}
