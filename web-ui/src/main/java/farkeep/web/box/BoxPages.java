package farkeep.web.box;

import farkeep.web.box.view.BoxView;
import farkeep.web.box.view.Controls;
import farkeep.web.page.Messages;
import farkeep.web.page.Templates;
import farkeep.web.page.Words;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes the box's HTML pages. Pure but for the templates, which it reads once. Safe for many
/// threads.
final class BoxPages {
  static final String FOLDER = "farkeep/web/box/";

  private final Templates templates;

  BoxPages(Messages messages) {
    this.templates = new Templates(FOLDER, messages);
  }

  /// How a page is asked for.
  ///
  /// @param words in the reader's language, at the present moment
  /// @param links that keep what the reader chose
  /// @param told what an action has just answered
  /// @param live whether the page comes again by itself
  record Reading(Words words, Frame.Links links, Optional<String> told, boolean live) {}

  String status(BoxView view, Reading reading) {
    Words words = reading.words;
    StatusModel model = StatusModel.of(view, words);
    Map<String, Object> names = names(reading, "status", "page.status", model.hero().word());
    names.put("hero", model.hero());
    names.put("further", model.further());
    names.put("notes", model.notes());
    put(names, "pairing", model.tiles().pairing());
    put(names, "space", model.tiles().space());
    put(names, "activity", model.tiles().activity());
    names.put("devices", model.tiles().devices());
    names.put("facts", model.tiles().facts());
    names.put("events", model.events());
    names.put("older", model.older());
    names.put("asOf", words.text("page.asof", words.clock(words.now())));
    names.put("updates", words.text(reading.live ? "page.live" : "page.still"));
    names.put("turnText", words.text(reading.live ? "page.still.do" : "page.live.do"));
    String turn =
        reading.live
            ? reading.links.to(Frame.Links.STATUS, "still=1")
            : reading.links.to(Frame.Links.STATUS);
    names.put("turnLink", turn);
    return templates.render("status", words.locale(), names);
  }

  /// @param left for how much longer the host may act
  String actions(BoxView view, Set<HostAction.Kind> offered, Duration left, Reading reading) {
    Words words = reading.words;
    Controls controls = view.controls();
    Map<String, Object> names = names(reading, "actions", "page.actions", "");
    names.put("open", left.isPositive());
    names.put("left", words.span(left));
    names.put("hasButton", controls.hasButton());
    names.put("actions", ActionsModel.of(view, offered, words, reading.links).actions());
    names.put("caps", ActionForms.rows(controls.caps()));
    names.put("hoursMax", HostAction.PauseFor.HOURS_MAX);
    return templates.render("actions", words.locale(), names);
  }

  /// A page with one sentence.
  ///
  /// @param back where its only button leads
  String message(String sentence, String back, Reading reading) {
    String title = reading.words.text("error.title");
    Map<String, Object> names = names(reading, "message", "page.message", title);
    names.put("sentence", sentence);
    names.put("back", back);
    return templates.render("message", reading.words.locale(), names);
  }

  private static Map<String, Object> names(
      Reading reading, String current, String titleKey, String titleArgument) {
    String title = reading.words.text(titleKey, titleArgument);
    Map<String, Object> names = new HashMap<>();
    names.put("frame", Frame.of(reading.words, reading.links, current, title));
    put(names, "told", reading.told.orElse(null));
    return names;
  }

  private static void put(Map<String, Object> names, String name, @Nullable Object value) {
    if (value != null) names.put(name, value);
  }
}
