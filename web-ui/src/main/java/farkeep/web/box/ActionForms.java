package farkeep.web.box;

import farkeep.web.box.view.Controls.Cap;
import farkeep.web.box.view.Verdict.Cause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Makes actions of what the forms on the page send. Pure.
final class ActionForms {
  /// Rows of the form for bounds by hours; a row over midnight counts twice.
  static final int CAP_ROWS = 2;

  /// What a megabit a second is in bytes.
  static final long MEGABIT_BYTES = 125_000;

  private static final Pattern HOURS = Pattern.compile("[0-9]{1,2}");
  private static final Pattern DISK = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern RATE = Pattern.compile("[0-9]{1,4}([.,][0-9]{1,3})?");
  private static final Pattern ADDRESS =
      Pattern.compile("(\\[[0-9a-fA-F:.]{2,45}]|[\\p{L}\\p{N}._-]{1,253}):([0-9]{1,5})");

  private ActionForms() {}

  /// The fields don't make an action.
  static final class BadFieldException extends Exception {
    private static final long serialVersionUID = 1;
    private final String key;

    /// @param key of the text that tells the host what to type
    BadFieldException(String key) {
      super(key);
      this.key = key;
    }

    String key() {
      return key;
    }
  }

  /// The kind whose form posts to this last part of the path.
  static Optional<HostAction.Kind> kind(String name) {
    for (HostAction.Kind kind : HostAction.Kind.values()) {
      if (name(kind).equals(name)) return Optional.of(kind);
    }
    return Optional.empty();
  }

  /// The last part of the path that the kind's form posts to: `shut-down`.
  static String name(HostAction.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The action that a form asks for.
  ///
  /// @throws BadFieldException a field is missing or wrong
  static HostAction action(HostAction.Kind kind, Map<String, String> fields)
      throws BadFieldException {
    return switch (kind) {
      case PAIR -> new HostAction.ShowPairingCode();
      case DIAL -> dial(fields.getOrDefault("address", "").strip());
      case BLINK -> new HostAction.Blink();
      case ACKNOWLEDGE -> acknowledge(fields.getOrDefault("cause", ""));
      case ADOPT_DISK -> adopt(fields.getOrDefault("disk", ""));
      case PAUSE -> pause(fields.getOrDefault("hours", "").strip());
      case RESUME -> new HostAction.Resume();
      case CAP -> caps(fields);
      case UNPLUG -> new HostAction.SafeToUnplug();
      case SHUT_DOWN -> new HostAction.ShutDown();
      case SUPPORT_BUNDLE -> throw new IllegalArgumentException("a bundle is sent, not done");
    };
  }

  private static HostAction dial(String address) throws BadFieldException {
    Matcher parts = ADDRESS.matcher(address);
    if (!parts.matches()) throw new BadFieldException("bad.address");
    String host = parts.group(1).replaceAll("[\\[\\]]", "");
    int port = Integer.parseInt(parts.group(2));
    if (port < 1 || port > 65535) throw new BadFieldException("bad.address");
    return new HostAction.DialForPairing(host, port);
  }

  private static HostAction acknowledge(String cause) throws BadFieldException {
    if (!Cause.isCode(cause)) throw new BadFieldException("bad.cause");
    return new HostAction.Acknowledge(cause);
  }

  private static HostAction adopt(String disk) throws BadFieldException {
    if (!DISK.matcher(disk).matches()) throw new BadFieldException("bad.disk");
    return new HostAction.AdoptDisk(disk);
  }

  private static HostAction pause(String hours) throws BadFieldException {
    int whole = hour(hours, "bad.hours");
    if (whole < 1 || whole > HostAction.PauseFor.HOURS_MAX)
      throw new BadFieldException("bad.hours");
    return new HostAction.PauseFor(Duration.ofHours(whole));
  }

  private static int hour(String text, String key) throws BadFieldException {
    if (!HOURS.matcher(text).matches()) throw new BadFieldException(key);
    return Integer.parseInt(text);
  }

  private static HostAction caps(Map<String, String> fields) throws BadFieldException {
    List<Cap> caps = new ArrayList<>();
    for (int row = 1; row <= CAP_ROWS; row++) {
      String rate = fields.getOrDefault("rate" + row, "").strip();
      if (!rate.isEmpty()) {
        addRow(
            hour(fields.getOrDefault("from" + row, "").strip(), "bad.caps"),
            hour(fields.getOrDefault("to" + row, "").strip(), "bad.caps"),
            rate,
            caps);
      }
    }
    caps.sort(Comparator.comparingInt(Cap::fromHour));
    try {
      return new HostAction.CapBandwidth(caps);
    } catch (IllegalArgumentException e) {
      throw new BadFieldException("bad.caps");
    }
  }

  private static void addRow(int from, int to, String rate, List<Cap> caps)
      throws BadFieldException {
    if (from > 24 || to > 24 || !RATE.matcher(rate).matches())
      throw new BadFieldException("bad.caps");
    long bytes = Math.round(Double.parseDouble(rate.replace(',', '.')) * MEGABIT_BYTES);
    if (bytes > Cap.BYTES_PER_SECOND_MAX) throw new BadFieldException("bad.caps");
    int begin = from == 24 ? 0 : from;
    int end = to == 0 ? 24 : to;
    if (begin < end) {
      caps.add(new Cap(begin, end, bytes));
    } else if (begin > end) {
      caps.add(new Cap(begin, 24, bytes));
      caps.add(new Cap(0, end, bytes));
    } else {
      caps.add(new Cap(0, 24, bytes)); // from 6 to 6: the whole day
    }
  }

  /// One row of the form, as the host sees it.
  ///
  /// @param from hour; empty when nothing is set
  /// @param to hour
  /// @param rate in megabits a second
  record CapRow(int number, String from, String to, String rate) {}

  /// Fills the rows from what is set now; what went over midnight is one row again.
  static List<CapRow> rows(List<Cap> caps) {
    List<Cap> left = new ArrayList<>(caps);
    List<CapRow> rows = new ArrayList<>();
    if (left.size() > 1 && wraps(left.getFirst(), left.getLast())) {
      Cap morning = left.removeFirst();
      Cap evening = left.removeLast();
      rows.add(row(1, evening.fromHour(), morning.toHour(), morning.bytesPerSecond()));
    }
    for (Cap cap : left) {
      rows.add(row(rows.size() + 1, cap.fromHour(), cap.toHour(), cap.bytesPerSecond()));
    }
    while (rows.size() < CAP_ROWS) rows.add(new CapRow(rows.size() + 1, "", "", ""));
    return rows.subList(0, CAP_ROWS);
  }

  private static boolean wraps(Cap morning, Cap evening) {
    return morning.fromHour() == 0
        && evening.toHour() == 24
        && morning.bytesPerSecond() == evening.bytesPerSecond();
  }

  private static CapRow row(int number, int from, int to, long bytesPerSecond) {
    double megabits = (double) bytesPerSecond / MEGABIT_BYTES;
    String rate = megabits == Math.rint(megabits) ? Long.toString((long) megabits) : "" + megabits;
    return new CapRow(number, Integer.toString(from), Integer.toString(to), rate);
  }
}
