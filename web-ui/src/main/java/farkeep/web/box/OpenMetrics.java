package farkeep.web.box;

import java.time.Instant;
import java.util.Map;
import java.util.StringJoiner;

/// Writes the text format of OpenMetrics 1.0.
final class OpenMetrics {
  /// The content type that goes with it.
  static final String TYPE = "application/openmetrics-text; version=1.0.0; charset=utf-8";

  private final StringBuilder text = new StringBuilder();

  /// Begins a family of figures that go up and down.
  OpenMetrics gauge(String name, String unit, String help) {
    return family(name, "gauge", unit, help);
  }

  /// Begins a family of figures that only grow; their samples end in `_total`.
  OpenMetrics counter(String name, String help) {
    return family(name, "counter", "", help);
  }

  private OpenMetrics family(String name, String type, String unit, String help) {
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    if (!unit.isEmpty()) {
      text.append("# UNIT ").append(name).append(' ').append(unit).append('\n');
    }
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    return this;
  }

  /// A figure without labels.
  OpenMetrics sample(String name, double value) {
    return sample(name, Map.of(), value);
  }

  /// A figure of the family that was begun last.
  OpenMetrics sample(String name, Map<String, String> labels, double value) {
    StringJoiner joined = new StringJoiner(",", "{", "}").setEmptyValue("");
    labels.forEach((label, of) -> joined.add(label + "=\"" + escaped(of) + "\""));
    text.append(name).append(joined).append(' ').append(figure(value)).append('\n');
    return this;
  }

  /// A moment, in seconds since 1970.
  OpenMetrics sample(String name, Map<String, String> labels, Instant at) {
    return sample(name, labels, at.toEpochMilli() / 1000.0);
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  private static String figure(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  /// All of it, with the mark that ends it.
  String text() {
    return text + "# EOF\n";
  }
}
