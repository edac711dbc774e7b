package farkeep.web.box;

import farkeep.web.box.view.BoxView;
import farkeep.web.box.view.Controls;
import farkeep.web.box.view.Controls.Cap;
import farkeep.web.box.view.Device;
import farkeep.web.box.view.Journal;
import farkeep.web.box.view.Keeping;
import farkeep.web.box.view.State;
import farkeep.web.box.view.Surroundings;
import farkeep.web.box.view.Surroundings.Network;
import farkeep.web.box.view.Surroundings.Part;
import farkeep.web.box.view.Surroundings.Reached;
import farkeep.web.box.view.Surroundings.Sensor;
import farkeep.web.box.view.Verdict;
import farkeep.web.box.view.Verdict.Cause;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Boxes to make pages of, at one moment.
final class Sample {
  static final Instant NOW = Instant.parse("2026-11-21T13:03:20Z");
  static final Cause SAFE =
      new Cause("safe", State.OK, "Safe. Last copy 4 minutes ago.", "", Optional.empty(), false);
  static final Cause SICHER =
      new Cause(
          "safe", State.OK, "Sicher. Letzte Kopie vor 4 Minuten.", "", Optional.empty(), false);
  static final Cause RECEIVING =
      new Cause(
          "receiving",
          State.WORKING,
          "Safe, and a new copy is coming in.",
          "",
          ago(Duration.ofMinutes(2)),
          false);
  static final Cause CABLE =
      new Cause(
          "network-cable",
          State.ATTENTION_HOST,
          "The network cable is out.",
          "Push the cable into the box and into the router until both click. This page turns green"
              + " within a minute.",
          ago(Duration.ofHours(3)),
          false);
  static final Cause SILENT =
      new Cause(
          "home-silent",
          State.ATTENTION_OWNER,
          "The owner’s computer has not been heard of for 3 days.",
          "Tell the owner: their computer is off, or farkeep does not run on it. Everything that"
              + " came before is safe.",
          ago(Duration.ofDays(3)),
          false);
  static final Cause DISK =
      new Cause(
          "disk-failed",
          State.FAULT,
          "The disk has failed.",
          "Nothing new can be kept. Leave the box plugged in, and tell the owner that its disk has"
              + " to be replaced.",
          ago(Duration.ofMinutes(50)),
          false);

  private Sample() {}

  static Optional<Instant> ago(Duration age) {
    return Optional.of(NOW.minus(age));
  }

  /// A box with every tile.
  static BoxView full(Cause worst, Cause... further) {
    return new BoxView(
        new Verdict(worst, List.of(further)),
        keeping(),
        devices(3),
        new Surroundings(Optional.of(network()), sensors()),
        controls(),
        new Journal(events(14), ago(Duration.ofDays(41)), software()));
  }

  /// A box that knows nothing but how it is.
  static BoxView bare(Cause worst) {
    return new BoxView(
        new Verdict(worst, List.of()),
        new Keeping(
            Optional.empty(), List.of(), Optional.empty(), Optional.empty(), OptionalLong.empty()),
        List.of(),
        new Surroundings(Optional.empty(), List.of()),
        controls(),
        new Journal(List.of(), Optional.empty(), Journal.Software.of(List.of())));
  }

  static Keeping keeping() {
    return new Keeping(
        Optional.of(space()),
        activity(),
        Optional.of(new Keeping.Scrub(NOW.minus(Duration.ofDays(2)), 1_204_331, 0, 0)),
        Optional.of(new Keeping.Certificates(812, NOW.minus(Duration.ofMinutes(4)))),
        OptionalLong.of(3));
  }

  static Keeping.Space space() {
    return new Keeping.Space(
        412_000_000_000L,
        571_000_000_000L,
        1_000_000_000_000L,
        50_000_000_000L,
        Optional.of(Duration.ofDays(158)));
  }

  static List<Keeping.Day> activity() {
    List<Keeping.Day> days = new ArrayList<>();
    LocalDate first = LocalDate.of(2026, 10, 23);
    for (int day = 0; day < Keeping.DAYS_MAX; day++) {
      long bytes = day % 7 == 3 ? 0 : (day * 2_654_435_761L % 4_000 + 300) * 1_000_000;
      days.add(new Keeping.Day(first.plusDays(day), bytes));
    }
    return days;
  }

  static List<Device> devices(int count) {
    List<Device> devices = new ArrayList<>();
    for (int number = 1; number <= count; number++) {
      devices.add(
          new Device(
              number,
              ago(Duration.ofMinutes(number * number * 4)),
              number % 3 == 0 ? Optional.empty() : ago(Duration.ofMinutes(number * number * 31)),
              number == 1 ? 1 : 0));
    }
    return devices;
  }

  static Network network() {
    return new Network(Reached.YES, Reached.YES, Reached.YES, Reached.YES);
  }

  static List<Sensor> sensors() {
    return List.of(
        new Sensor.Temperature(Part.BOARD, 47.6),
        new Sensor.Temperature(Part.DISK, 38),
        new Sensor.DiskHealth(true, OptionalLong.of(0), OptionalLong.of(9_120)),
        new Sensor.Supply(true),
        new Sensor.Battery(false, OptionalInt.of(97)));
  }

  static final String DISK_ID = "5f".repeat(32);

  static Controls controls() {
    return new Controls(
        true, Optional.empty(), Optional.empty(), List.of(), false, Optional.empty());
  }

  static Controls controls(Controls.Pairing pairing) {
    return new Controls(
        true, Optional.of(pairing), Optional.empty(), List.of(), false, Optional.empty());
  }

  static Controls busyControls() {
    return new Controls(
        true,
        Optional.empty(),
        Optional.of(NOW.plus(Duration.ofHours(3))),
        List.of(new Cap(0, 6, 1_250_000), new Cap(8, 18, 0), new Cap(22, 24, 1_250_000)),
        true,
        Optional.of(DISK_ID));
  }

  /// As long as those of most boxes: two addresses.
  static final String PAIRING_TEXT =
      "farkeep:pair:AQABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4fICEiIyQlJicoKSorLC0uLzAxMjM0NTY"
          + "3ODk6Ozw9Pj9AQUJDREVGR0hJSktMTU5PAhMxOTIuMTY4LjE3OC40MDo0ODc3ElsyMDAxOmRiODo6N106NDg3N7-iqfk";

  static Controls.Pairing pairing() {
    return new Controls.Pairing("4071 9326", PAIRING_TEXT, NOW.plus(Duration.ofMinutes(9)));
  }

  static BoxView with(BoxView view, Controls controls) {
    return new BoxView(
        view.verdict(),
        view.keeping(),
        view.devices(),
        view.surroundings(),
        controls,
        view.journal());
  }

  static List<Journal.Event> events(int count) {
    List<Journal.Event> events = new ArrayList<>();
    String[] texts = {
      "Device 1 kept a snapshot.",
      "Started after a power cut; nothing was lost.",
      "Device 2 was connected.",
      "Home was out of reach from 03:12 to 06:40: power. Nothing was lost."
    };
    for (int i = 0; i < count; i++) {
      Journal.Level level = i % 9 == 7 ? Journal.Level.ERROR : LEVELS[i % 4];
      events.add(
          new Journal.Event(
              NOW.minus(Duration.ofMinutes(4 + i * 173L)), level, texts[i % texts.length]));
    }
    return events;
  }

  private static final Journal.Level[] LEVELS = {
    Journal.Level.INFO, Journal.Level.WARNING, Journal.Level.INFO, Journal.Level.INFO
  };

  static Journal.Software software() {
    return Journal.Software.of(
        List.of(new Journal.Version("Farkeep", "0.1.0"), new Journal.Version("Java", "25.0.1")));
  }

  static final Cause REFUSED =
      new Cause(
          "update-refused",
          State.ATTENTION_OWNER,
          "An update of the box was refused: it is damaged, or not signed with a key that the box"
              + " knows.",
          "Tell the owner. The box works as before.",
          ago(Duration.ofMinutes(3)),
          false);

  static BoxView updated(Cause worst, String stage, String why) {
    BoxView full = full(worst);
    Journal.Update update =
        new Journal.Update(
            stage, why, "1.9", "1.10", NOW.minus(Duration.ofMinutes(3)), worst.sentence());
    Journal.Software software =
        new Journal.Software(software().versions(), Optional.of("1.9"), Optional.of(update));
    return new BoxView(
        full.verdict(),
        full.keeping(),
        full.devices(),
        full.surroundings(),
        full.controls(),
        new Journal(full.journal().events(), full.journal().startedAt(), software));
  }

  static final Cause UPDATING =
      new Cause(
          "update-under-way",
          State.WORKING,
          "An update of the box is being installed.",
          "Leave the box plugged in. It starts again by itself.",
          ago(Duration.ofMinutes(3)),
          false);
}
