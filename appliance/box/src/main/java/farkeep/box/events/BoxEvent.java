package farkeep.box.events;

import farkeep.store.catalogue.Catalogue.Severity;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Something that happened on the box, in words and figures. Nobody's names, keys or paths are in
/// it: devices, vaults and folders stand by the beginning of their ids.
///
/// @param severity how much it matters
/// @param what in the past tense: `session began`
/// @param figures by name, in order
public record BoxEvent(Severity severity, String what, SequencedMap<String, String> figures) {
  /// A person would ask.
  public static BoxEvent info(String what) {
    return new BoxEvent(Severity.INFO, what, new LinkedHashMap<>());
  }

  /// Handled; look soon.
  public static BoxEvent warn(String what) {
    return new BoxEvent(Severity.WARN, what, new LinkedHashMap<>());
  }

  /// Data or service at risk.
  public static BoxEvent error(String what) {
    return new BoxEvent(Severity.ERROR, what, new LinkedHashMap<>());
  }

  /// The same with one figure more.
  public BoxEvent with(String name, @Nullable Object value) {
    SequencedMap<String, String> more = new LinkedHashMap<>(figures);
    more.put(name, oneLine(String.valueOf(value)));
    return new BoxEvent(severity, what, more);
  }

  private static String oneLine(String text) {
    return text.codePoints()
        .map(c -> Character.isISOControl(c) ? ' ' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /// The word that programs know it by: `session-began`.
  public String kind() {
    return what.replace(' ', '-');
  }

  /// For people: `session began: device 1f2e…, vault 9a8b…`.
  public String sentence() {
    if (figures.isEmpty()) return what;
    return what
        + figures.entrySet().stream()
            .map((Map.Entry<String, String> it) -> it.getKey() + " " + it.getValue())
            .collect(Collectors.joining(", ", ": ", ""));
  }
}
