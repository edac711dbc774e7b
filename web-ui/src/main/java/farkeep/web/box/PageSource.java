package farkeep.web.box;

import farkeep.web.box.view.BoxView;
import java.io.IOException;
import java.util.Locale;

/// Knows how the box is. Safe for many threads.
public interface PageSource {
  /// What to show now. Asked at most once a second and language, however many ask for the page, and
  /// after each action.
  ///
  /// @param locale the language of the texts: English or German
  /// @throws IOException the box can't tell; the page says so, and the log why
  BoxView view(Locale locale) throws IOException;
}
