package farkeep.web.box;

import farkeep.web.page.Languages;
import farkeep.web.page.Words;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;

/// What stands around every page: its title, and the ways from it to the others. Names and links
/// are called by the templates.
///
/// @param lang code of the language
/// @param current which page it is: `status`, `actions`, or another
/// @param zone of the times on it
public record Frame(
    String lang, String current, String title, Links links, List<Language> languages, String zone) {

  /// A language, and the way to this page in it.
  public record Language(String code, String name, String link, boolean current) {}

  /// Ways that keep the language that was asked for.
  ///
  /// @param language code of the one that was asked for by name
  public record Links(Optional<String> language) {
    static final String STATUS = "/";
    static final String ACTIONS = "/actions";

    /// The way to a path.
    ///
    /// @param query further fields: `still=1`
    public String to(String path, String... query) {
      StringJoiner fields = new StringJoiner("&", "?", "").setEmptyValue("");
      language.ifPresent(code -> fields.add("lang=" + code));
      for (String field : query) fields.add(field);
      return path + fields;
    }
  }

  static Frame of(Words words, Links links, String current, String title) {
    String path = current.equals("actions") ? Links.ACTIONS : Links.STATUS;
    List<Language> languages =
        Languages.ALL.stream()
            .map(locale -> language(locale, path, locale.equals(words.locale())))
            .toList();
    String lang = words.locale().getLanguage();
    return new Frame(lang, current, title, links, languages, words.zone().getId());
  }

  private static Language language(Locale locale, String path, boolean current) {
    String code = locale.getLanguage();
    return new Language(
        code, locale.getDisplayLanguage(locale), new Links(Optional.of(code)).to(path), current);
  }

  /// The way to the status page.
  public String statusLink() {
    return links.to(Links.STATUS);
  }

  /// The way to the page of actions.
  public String actionsLink() {
    return links.to(Links.ACTIONS);
  }
}
