package farkeep.web.box;

import farkeep.web.box.view.BoxView;
import farkeep.web.box.view.Device;
import farkeep.web.box.view.Journal;
import farkeep.web.box.view.Verdict.Cause;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How the box is, for programs, as JSON. Pure. Every member that is not known is left out.
final class HealthJson {
  private HealthJson() {}

  /// @param at when the view was made
  static String of(BoxView view, Instant at) {
    String causes =
        Stream.concat(Stream.of(view.verdict().worst()), view.verdict().further().stream())
            .map(HealthJson::cause)
            .collect(Collectors.joining(",", "[", "]"));
    String devices =
        view.devices().stream().map(HealthJson::device).collect(Collectors.joining(",", "[", "]"));
    StringBuilder json = new StringBuilder("{");
    json.append("\"state\":").append(text(name(view.verdict().state())));
    json.append(",\"sentence\":").append(text(view.verdict().worst().sentence()));
    json.append(",\"at\":").append(text(at.toString()));
    json.append(",\"causes\":").append(causes);
    json.append(",\"devices\":").append(devices);
    view.keeping()
        .space()
        .ifPresent(space ->
            json.append(
                ",\"space\":{\"kept_bytes\":%d,\"free_bytes\":%d,\"total_bytes\":%d,\"reserve_bytes\":%d}"
                    .formatted(
                        space.keptBytes(),
                        space.freeBytes(),
                        space.totalBytes(),
                        space.reserveBytes())));
    Journal.Software software = view.journal().software();
    software.system().ifPresent(it -> json.append(",\"system_version\":").append(text(it)));
    software.update().ifPresent(it -> json.append(",\"update\":").append(update(it)));
    return json.append("}\n").toString();
  }

  private static String update(Journal.Update update) {
    StringBuilder json = new StringBuilder("{\"stage\":").append(text(update.stage()));
    if (!update.why().isEmpty()) json.append(",\"why\":").append(text(update.why()));
    if (!update.from().isEmpty()) json.append(",\"from\":").append(text(update.from()));
    if (!update.to().isEmpty()) json.append(",\"to\":").append(text(update.to()));
    json.append(",\"at\":").append(text(update.at().toString()));
    return json.append(",\"sentence\":").append(text(update.sentence())).append('}').toString();
  }

  /// A state's name for programs: `attention_host`.
  static String name(Enum<?> state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private static String cause(Cause cause) {
    StringBuilder json = new StringBuilder("{\"code\":").append(text(cause.code()));
    json.append(",\"state\":").append(text(name(cause.state())));
    json.append(",\"sentence\":").append(text(cause.sentence()));
    if (!cause.advice().isEmpty()) json.append(",\"advice\":").append(text(cause.advice()));
    cause.since().ifPresent(since -> json.append(",\"since\":").append(text(since.toString())));
    return json.append(",\"acknowledged\":").append(cause.acknowledged()).append('}').toString();
  }

  private static String device(Device device) {
    List<String> members =
        Stream.of(
                Stream.of("\"device\":" + device.number()),
                device.lastContact().stream().map(at -> "\"last_contact\":" + text(at.toString())),
                device.newestSnapshot().stream()
                    .map(at -> "\"newest_snapshot\":" + text(at.toString())),
                Stream.of("\"sessions\":" + device.sessions()))
            .flatMap(members1 -> members1)
            .toList();
    return "{" + String.join(",", members) + "}";
  }

  /// A JSON string (RFC 8259).
  static String text(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter == '"' || letter == '\\') json.append('\\').append(letter);
      else if (letter < ' ' || Character.isSurrogate(letter)) {
        json.append("\\u%04x".formatted((int) letter));
      } else json.append(letter);
    }
    return json.append('"').toString();
  }
}
