package farkeep.web.box;

import farkeep.web.box.view.BoxView;
import farkeep.web.box.view.Controls;
import farkeep.web.box.view.Controls.Cap;
import farkeep.web.box.view.Device;
import farkeep.web.box.view.Journal;
import farkeep.web.box.view.Keeping;
import farkeep.web.box.view.Verdict.Cause;
import farkeep.web.page.BarChart;
import farkeep.web.page.QrCode;
import farkeep.web.page.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The status page in words: every text as it will stand there. Pure. Called by the template.
///
/// @param notes what the host has set
/// @param events the newest ones
/// @param older those that are folded away
public record StatusModel(
    Said hero,
    List<Said> further,
    List<String> notes,
    Tiles tiles,
    List<Row> events,
    List<Row> older) {
  /// How many events stand open.
  static final int EVENTS_OPEN_MAX = 6;

  /// A cause in words.
  ///
  /// @param state name of the state: `attention_host`
  /// @param word the state in two words
  /// @param since empty when it is not known
  public record Said(String state, String word, String sentence, String advice, String since) {
    static Said of(Cause cause, Words words) {
      String state = HealthJson.name(cause.state());
      String since =
          cause
              .since()
              .map(at -> words.text("hero.since", words.moment(at), words.ago(at)))
              .orElse("");
      if (cause.acknowledged()) since = (since + " " + words.text("further.known")).strip();
      return new Said(state, words.text("state." + state), cause.sentence(), cause.advice(), since);
    }
  }

  /// What only some boxes show.
  public record Tiles(
      @Nullable Pairing pairing,
      @Nullable Space space,
      @Nullable Activity activity,
      List<DeviceRow> devices,
      List<Facts> facts) {}

  /// The open pairing window.
  ///
  /// @param text what the QR code holds, to be copied
  public record Pairing(String code, @Nullable QrCode qr, String text, String until) {
    static Pairing of(Controls.Pairing pairing, Words words) {
      return new Pairing(
          pairing.code(),
          pairing.qr().isEmpty() ? null : QrCode.of(pairing.qr()),
          pairing.qr(),
          words.clock(pairing.until()));
    }
  }

  /// The disk.
  ///
  /// @param picture the bar in words
  public record Space(
      String free,
      String total,
      String picture,
      List<Part> parts,
      List<Item> legend,
      @Nullable String forecast) {
    private static final int WIDTH = 1000;

    /// A part of the bar, in thousandths of it.
    public record Part(String name, long from, long width) {}

    /// What a part means.
    public record Item(String name, String text, String size) {}

    static Space of(Keeping.Space space, Words words) {
      long total = space.totalBytes();
      long reserve = Math.min(space.reserveBytes(), space.freeBytes());
      long usable = space.freeBytes() - reserve;
      long kept = Math.min(space.keptBytes(), total - Math.min(total, space.freeBytes()));
      long other = Math.max(0, total - space.freeBytes() - kept);
      long keptEnd = share(kept, total);
      long otherEnd = share(kept + other, total);
      long reserveFrom = WIDTH - share(reserve, total);
      List<Part> parts =
          List.of(
              new Part("kept", 0, keptEnd),
              new Part("other", keptEnd, otherEnd - keptEnd),
              new Part("reserve", reserveFrom, WIDTH - reserveFrom));
      String picture =
          words.text(
              "space.picture",
              words.bytes(total),
              words.bytes(kept),
              words.bytes(other),
              words.bytes(usable),
              words.bytes(reserve));
      return new Space(
          words.bytes(usable),
          words.bytes(total),
          picture,
          parts,
          legend(kept, other, usable, reserve, words),
          space.fullIn().map(in -> words.text("space.forecast", words.span(in))).orElse(null));
    }

    private static List<Item> legend(
        long kept, long other, long usable, long reserve, Words words) {
      List<Item> items = new ArrayList<>();
      items.add(new Item("kept", words.text("space.kept"), words.bytes(kept)));
      if (other > 0) items.add(new Item("other", words.text("space.other"), words.bytes(other)));
      items.add(new Item("usable", words.text("space.usable"), words.bytes(usable)));
      if (reserve > 0) {
        items.add(new Item("reserve", words.text("space.reserve"), words.bytes(reserve)));
      }
      return items;
    }

    private static long share(long bytes, long total) {
      return Math.min(WIDTH, Math.round((double) bytes / total * WIDTH));
    }
  }

  /// Received bytes by day.
  ///
  /// @param picture the chart in words
  public record Activity(
      String sum, String days, BarChart chart, String picture, String first, String last) {
    static Activity of(List<Keeping.Day> days, Words words) {
      long sum = days.stream().mapToLong(Keeping.Day::receivedBytes).sum();
      Keeping.Day most =
          days.stream().max(Comparator.comparingLong(Keeping.Day::receivedBytes)).orElseThrow();
      String first = words.day(days.getFirst().date());
      String last = words.day(days.getLast().date());
      String picture =
          sum == 0
              ? words.text("activity.picture.none", first, last)
              : words.text(
                  "activity.picture",
                  first,
                  last,
                  words.bytes(sum),
                  words.day(most.date()),
                  words.bytes(most.receivedBytes()),
                  words.bytes(days.getLast().receivedBytes()));
      return new Activity(
          words.bytes(sum),
          words.text("activity.days", days.size()),
          BarChart.of(days.stream().map(Keeping.Day::receivedBytes).toList()),
          picture,
          first,
          last);
    }
  }

  /// A home node.
  public record DeviceRow(String name, String contact, boolean connected, String snapshot) {
    static DeviceRow of(Device device, Words words) {
      String never = words.text("device.never");
      boolean connected = device.sessions() > 0;
      String contact =
          connected ? words.text("device.now") : device.lastContact().map(words::ago).orElse(never);
      return new DeviceRow(
          words.text("device", device.number()),
          contact,
          connected,
          device.newestSnapshot().map(words::ago).orElse(never));
    }
  }

  /// An event.
  ///
  /// @param word of a level above the lowest
  public record Row(String at, String iso, String level, String word, String text) {
    static Row of(Journal.Event event, Words words) {
      String level = event.level().name().toLowerCase(Locale.ROOT);
      String word = event.level() == Journal.Level.INFO ? "" : words.text("level." + level);
      return new Row(words.moment(event.at()), event.at().toString(), level, word, event.text());
    }
  }

  static StatusModel of(BoxView view, Words words) {
    List<Row> events =
        view.journal().events().stream()
            .limit(Journal.EVENTS_MAX)
            .map(event -> Row.of(event, words))
            .toList();
    int open = Math.min(EVENTS_OPEN_MAX, events.size());
    return new StatusModel(
        Said.of(view.verdict().worst(), words),
        view.verdict().further().stream().map(cause -> Said.of(cause, words)).toList(),
        notes(view.controls(), words),
        tiles(view, words),
        events.subList(0, open),
        events.subList(open, events.size()));
  }

  private static Tiles tiles(BoxView view, Words words) {
    List<Keeping.Day> days = view.keeping().activity();
    Instant now = words.now();
    return new Tiles(
        view.controls()
            .pairing()
            .filter(pairing -> pairing.until().isAfter(now))
            .map(pairing -> Pairing.of(pairing, words))
            .orElse(null),
        view.keeping().space().map(space -> Space.of(space, words)).orElse(null),
        days.isEmpty() ? null : Activity.of(days, words),
        view.devices().stream().map(device -> DeviceRow.of(device, words)).toList(),
        Facts.of(view, words));
  }

  private static List<String> notes(Controls controls, Words words) {
    List<String> notes = new ArrayList<>();
    if (controls.safeToUnplug()) notes.add(words.text("note.unplug"));
    controls
        .pausedUntil()
        .ifPresent(until -> notes.add(words.text("note.paused", words.moment(until))));
    for (Cap cap : controls.caps()) {
      String rate = words.number((double) cap.bytesPerSecond() / ActionForms.MEGABIT_BYTES, 1);
      String key = cap.bytesPerSecond() == 0 ? "note.cap.none" : "note.cap";
      notes.add(words.text(key, cap.fromHour(), cap.toHour(), rate));
    }
    return notes;
  }
}
