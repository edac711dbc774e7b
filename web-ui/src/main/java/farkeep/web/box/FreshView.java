package farkeep.web.box;

import farkeep.web.box.view.BoxView;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Asks the source no more often than a second and language allow, however many ask for the page.
/// Safe for many threads.
final class FreshView {
  /// For how long an answer of the source is shown again.
  static final Duration FRESH = Duration.ofSeconds(1);

  private record Seen(BoxView view, Instant at) {}

  private final PageSource source;
  private final InstantSource clock;
  private final Map<Locale, Seen> seen = new HashMap<>();

  FreshView(PageSource source, InstantSource clock) {
    this.source = source;
    this.clock = clock;
  }

  synchronized BoxView view(Locale locale) throws IOException {
    Instant now = clock.instant();
    Seen last = seen.get(locale);
    if (last != null && !now.isBefore(last.at) && now.isBefore(last.at.plus(FRESH))) {
      return last.view;
    }
    BoxView view = source.view(locale);
    seen.put(locale, new Seen(view, now));
    return view;
  }

  /// Asks again the next time: something was changed.
  synchronized void forget() {
    seen.clear();
  }
}
