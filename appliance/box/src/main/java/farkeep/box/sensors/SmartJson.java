package farkeep.box.sensors;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Understands what `smartctl --json` prints (version 7 and newer): ATA disks have a table of
/// numbered attributes, NVMe disks a log with names.
final class SmartJson {
  /// Characters of a reason; more are cut.
  static final int REASON_CHARACTERS_MAX = 200;

  private static final int REALLOCATED = 5;
  private static final int REPORTED_UNCORRECTABLE = 187;
  private static final int PENDING = 197;
  private static final int OFFLINE_UNCORRECTABLE = 198;
  private static final ObjectMapper JSON = new ObjectMapper();

  private SmartJson() {}

  static SmartAnswer parse(byte[] printed) {
    JsonNode root;
    try {
      root = JSON.readTree(printed);
    } catch (JacksonException e) {
      return new SmartAnswer.Absent(reason("smartctl printed no JSON: " + e.getOriginalMessage()));
    } catch (IOException e) {
      return new SmartAnswer.Absent("smartctl's JSON can't be read: " + e);
    }
    JsonNode passed = root.path("smart_status").path("passed");
    if (!passed.isBoolean()) return new SmartAnswer.Absent(why(root));
    JsonNode nvme = root.path("nvme_smart_health_information_log");
    return nvme.isObject() ? nvme(root, nvme, passed.booleanValue()) : ata(root, passed);
  }

  private static SmartAnswer ata(JsonNode root, JsonNode passed) {
    OptionalLong uncorrectable = attribute(root, REPORTED_UNCORRECTABLE);
    return new SmartAnswer.Measured(
        passed.booleanValue(),
        small(root.path("temperature").path("current")),
        whole(root.path("power_on_time").path("hours")),
        attribute(root, REALLOCATED),
        attribute(root, PENDING),
        uncorrectable.isPresent() ? uncorrectable : attribute(root, OFFLINE_UNCORRECTABLE),
        OptionalInt.empty());
  }

  private static SmartAnswer nvme(JsonNode root, JsonNode log, boolean passed) {
    boolean warns = log.path("critical_warning").asInt(0) != 0;
    return new SmartAnswer.Measured(
        passed && !warns,
        small(root.path("temperature").path("current")),
        whole(root.path("power_on_time").path("hours")),
        OptionalLong.empty(),
        OptionalLong.empty(),
        whole(log.path("media_errors")),
        small(log.path("percentage_used")));
  }

  private static OptionalLong attribute(JsonNode root, int id) {
    for (JsonNode each : root.path("ata_smart_attributes").path("table")) {
      if (each.path("id").asInt(-1) == id) return whole(each.path("raw").path("value"));
    }
    return OptionalLong.empty();
  }

  private static OptionalLong whole(JsonNode value) {
    return value.canConvertToLong() ? OptionalLong.of(value.longValue()) : OptionalLong.empty();
  }

  private static OptionalInt small(JsonNode value) {
    return value.canConvertToInt() ? OptionalInt.of(value.intValue()) : OptionalInt.empty();
  }

  private static String why(JsonNode root) {
    for (JsonNode each : root.path("smartctl").path("messages")) {
      String text = each.path("string").asText("");
      if (!text.isBlank()) return reason(text);
    }
    return "the disk has no SMART";
  }

  /// A disk's words go into a log: one line, and an end.
  private static String reason(String text) {
    return text.substring(0, Math.min(text.length(), REASON_CHARACTERS_MAX))
        .replaceAll("[\\p{Cntrl}\\x{80}-\\x{9f}]", " ");
  }
}
