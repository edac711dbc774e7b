package farkeep.home.cli;

import farkeep.home.control.Event;
import java.util.Locale;

/// Rows as people read them. One event, one line; only a status has more.
final class Lines {
  private Lines() {}

  static String of(Event.Folder folder) {
    String where = folder.path() == null ? "not on this device" : folder.path();
    String state =
        folder.newest() == null
            ? "not kept yet"
            : "#%d, %d files of %d paths, %s"
                .formatted(folder.sequence(), folder.files(), folder.paths(), size(folder.bytes()));
    return "%-20s %s  (%s)".formatted(folder.name(), where, state);
  }

  static String of(Event.Box box) {
    StringBuilder lines =
        new StringBuilder(
            "%-16s %s  %s  %s"
                .formatted(
                    box.name(),
                    box.id().substring(0, 12),
                    contact(box),
                    String.join(" ", box.addresses())));
    if (box.machine() != null) lines.append(of(box.machine()));
    if (box.outage() != null) {
      lines
          .append("\n    away since ")
          .append(box.outage().since())
          .append(": ")
          .append(box.outage().sentence());
    }
    for (Event.Position position : box.folders()) {
      lines.append("\n    ").append("%-20s %s".formatted(position.folder(), of(position)));
    }
    return lines.toString();
  }

  private static String of(Event.Machine machine) {
    String runs = machine.version() == null ? "" : "runs " + machine.version();
    String both = runs.isEmpty() || machine.sentence().isEmpty() ? "" : "; ";
    return "\n    " + runs + both + machine.sentence();
  }

  private static String contact(Event.Box box) {
    if (box.connected()) return "connected";
    return box.lastContact() == null ? "never met" : "last met " + box.lastContact();
  }

  private static String of(Event.Position position) {
    String newest = position.newest() == null ? "nothing yet" : "#" + position.sequence();
    String complete = position.complete() == null ? "" : ", complete at " + position.complete();
    return newest + complete + (position.pending() == null ? "" : "; " + of(position.pending()));
  }

  private static String of(Event.Pending pending) {
    String left =
        pending.files() < 0
            ? "counting what is left"
            : "%d files, %s left".formatted(pending.files(), size(pending.bytes()));
    return "%s, %s sent, %s/s"
        .formatted(left, size(pending.sentBytes()), size(pending.bytesPerSecond()));
  }

  static String of(Event.Item item) {
    String target = item.target() == null ? "" : " -> " + item.target();
    return "%s %12d %s %s%s"
        .formatted(item.mode(), item.bytes(), item.modified(), item.path(), target);
  }

  static String of(Event.Version version) {
    String size = version.size() == null ? "" : "%12d ".formatted(version.size());
    return "#%-6d %s  %s%d files, %s  %s"
        .formatted(
            version.sequence(),
            version.time(),
            size,
            version.files(),
            size(version.bytes()),
            version.snapshot().substring(0, 12));
  }

  static String of(Event.Change change) {
    String mark =
        switch (change.kind()) {
          case "added" -> "+";
          case "removed" -> "-";
          default -> "~";
        };
    return "%s %s  (%d B -> %d B)"
        .formatted(mark, change.path(), change.bytesBefore(), change.bytesAfter());
  }

  static String of(Event.Status status) {
    StringBuilder lines = new StringBuilder(status.sentence());
    status.folders().forEach(folder -> lines.append("\n  ").append(of(folder)));
    status.boxes().forEach(box -> lines.append("\n  box ").append(of(box)));
    return lines.toString();
  }

  static String of(Event.Looked looked) {
    String mark =
        switch (looked.level()) {
          case "OK" -> "ok";
          case "HINT" -> "hint";
          default -> "WRONG";
        };
    String where = looked.where().isEmpty() ? "" : " " + looked.where();
    String advice = looked.advice().isEmpty() ? "" : "\n       -> " + looked.advice();
    return "%-5s  %s%s: %s%s".formatted(mark, looked.what(), where, looked.said(), advice);
  }

  static String of(Event.Alarms alarms) {
    StringBuilder lines =
        new StringBuilder(
            "You are told when a box is in trouble, or silent for more than %s."
                .formatted(hours(alarms.silentSeconds())));
    if (alarms.ways().isEmpty()) {
      lines.append("\nThere is no way to tell you yet: `farkeep alarm add` adds one.");
    }
    for (Event.Way way : alarms.ways()) {
      String last = way.last().isEmpty() ? "not used yet" : "last: " + way.last();
      String waiting = way.waiting() == 0 ? "" : "; %d wait".formatted(way.waiting());
      lines.append("\n%3d  %s  (%s%s)".formatted(way.number(), way.what(), last, waiting));
    }
    return lines.toString();
  }

  private static String hours(long seconds) {
    long hours = seconds / 3600;
    return hours % 24 == 0 && hours > 48 ? hours / 24 + " days" : hours + " hours";
  }

  static String of(Event.Told told) {
    return "%3d  %s: %s%s"
        .formatted(told.number(), told.what(), told.arrived() ? "" : "FAILED, ", told.said());
  }

  static String of(Event.Happened happened) {
    String box = happened.box().isEmpty() ? "" : happened.box() + "  ";
    return "%s  %-10s %s%s".formatted(happened.time(), happened.kind(), box, happened.text());
  }

  /// A size for people: three digits and a unit, powers of 1000 as disks are sold.
  static String size(long bytes) {
    if (bytes < 1000) return bytes + " B";
    String units = "kMGTPE";
    double value = bytes;
    int unit = -1;
    while (value >= 999.5) {
      value /= 1000;
      unit++;
    }
    String format = value < 9.995 ? "%.2f" : value < 99.95 ? "%.1f" : "%.0f";
    return String.format(Locale.ROOT, format + " %cB", value, units.charAt(unit));
  }
}
