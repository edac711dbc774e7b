package farkeep.web.box;

import farkeep.web.box.view.BoxView;
import farkeep.web.box.view.Journal;
import farkeep.web.box.view.Keeping;
import farkeep.web.box.view.Surroundings.Network;
import farkeep.web.box.view.Surroundings.Part;
import farkeep.web.box.view.Surroundings.Reached;
import farkeep.web.box.view.Surroundings.Sensor;
import farkeep.web.page.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A tile of labels and values. Pure. Called by the template.
///
/// @param id of its heading, on the page
/// @param answer a sentence before the rows
/// @param rows at least one
public record Facts(String id, String title, @Nullable String answer, List<Row> rows) {

  /// @param tone `good`, `bad` or empty: a mark before the value
  public record Row(String label, String value, String tone) {}

  /// All tiles that have something to show.
  static List<Facts> of(BoxView view, Words words) {
    List<Facts> tiles = new ArrayList<>();
    view.surroundings().network().ifPresent(found -> add(tiles, network(found, words)));
    add(tiles, checks(view.keeping(), words));
    add(tiles, sensors(view.surroundings().sensors(), words));
    add(tiles, software(view.journal(), words));
    return tiles;
  }

  private static void add(List<Facts> tiles, Facts tile) {
    if (!tile.rows.isEmpty()) tiles.add(tile);
  }

  private static Facts network(Network network, Words words) {
    List<Row> rows = new ArrayList<>();
    addReached("network.lan", network.lan(), words, rows);
    addReached("network.internet", network.internet(), words, rows);
    addReached("network.udp", network.udp(), words, rows);
    addReached("network.home", network.home(), words, rows);
    return new Facts("network", words.text("network"), words.text(answer(network)), rows);
  }

  /// The key of the answer to "is it my internet?": the nearest thing that is missing is at fault.
  static String answer(Network network) {
    if (network.lan() == Reached.NO) return "network.lan.no";
    if (network.internet() == Reached.NO) return "network.internet.no";
    if (network.udp() == Reached.NO) return "network.udp.no";
    if (network.home() == Reached.NO) return "network.home.no";
    boolean all = network.internet() == Reached.YES && network.home() == Reached.YES;
    return all ? "network.ok" : "network.some";
  }

  private static void addReached(String key, Reached reached, Words words, List<Row> rows) {
    switch (reached) {
      case YES -> rows.add(new Row(words.text(key), words.text("network.yes"), "good"));
      case NO -> rows.add(new Row(words.text(key), words.text("network.no"), "bad"));
      case NOT_TRIED -> {} // nothing measured, nothing shown
    }
  }

  private static Facts checks(Keeping keeping, Words words) {
    List<Row> rows = new ArrayList<>();
    keeping.scrub().ifPresent(scrub -> rows.add(scrub(scrub, words)));
    keeping
        .certificates()
        .ifPresent(proven ->
            rows.add(
                new Row(
                    words.text("checks.certificates"),
                    words.text(
                        "checks.certificates.is", proven.snapshots(), words.ago(proven.newest())),
                    "good")));
    keeping
        .powerCutsSurvived()
        .ifPresent(cuts ->
            rows.add(new Row(words.text("checks.cuts"), words.text("checks.cuts.is", cuts), "")));
    return new Facts("checks", words.text("checks"), null, rows);
  }

  private static Row scrub(Keeping.Scrub scrub, Words words) {
    String key =
        scrub.damaged() == 0
            ? "checks.scrub.good"
            : scrub.damaged() == scrub.mended() ? "checks.scrub.mended" : "checks.scrub.bad";
    String value =
        words.text(
            key, words.ago(scrub.finished()), scrub.objects(), scrub.damaged(), scrub.mended());
    boolean whole = scrub.damaged() == scrub.mended();
    return new Row(words.text("checks.scrub"), value, whole ? "good" : "bad");
  }

  private static Facts sensors(List<Sensor> sensors, Words words) {
    List<Row> rows = sensors.stream().map(sensor -> sensor(sensor, words)).toList();
    return new Facts("sensors", words.text("sensors"), null, rows);
  }

  private static Row sensor(Sensor sensor, Words words) {
    return switch (sensor) {
      case Sensor.Temperature(Part part, double celsius) ->
          new Row(
              words.text(part == Part.BOARD ? "sensors.board" : "sensors.disk"),
              words.text("sensors.celsius", words.number(celsius, 0)),
              "");
      case Sensor.DiskHealth disk -> diskHealth(disk, words);
      case Sensor.Supply(boolean enough) ->
          new Row(
              words.text("sensors.supply"),
              words.text(enough ? "sensors.supply.good" : "sensors.supply.bad"),
              enough ? "good" : "bad");
      case Sensor.Battery battery -> battery(battery, words);
    };
  }

  private static Row diskHealth(Sensor.DiskHealth disk, Words words) {
    String verdict = words.text(disk.good() ? "sensors.health.good" : "sensors.health.bad");
    long worn = disk.worn().orElse(0);
    String value = worn == 0 ? verdict : words.text("sensors.health.worn", verdict, worn);
    if (disk.poweredHours().isPresent()) {
      String age = words.span(Duration.ofHours(disk.poweredHours().getAsLong()));
      value = words.text("sensors.health.age", value, age);
    }
    return new Row(words.text("sensors.health"), value, disk.good() ? "good" : "bad");
  }

  private static Row battery(Sensor.Battery battery, Words words) {
    String key = battery.onBattery() ? "sensors.ups.battery" : "sensors.ups.mains";
    String value =
        battery.chargePercent().isPresent()
            ? words.text(key + ".charge", battery.chargePercent().getAsInt())
            : words.text(key);
    return new Row(words.text("sensors.ups"), value, battery.onBattery() ? "bad" : "good");
  }

  private static Facts software(Journal journal, Words words) {
    List<Row> rows = new ArrayList<>();
    Journal.Software runs = journal.software();
    runs.system()
        .ifPresent(version -> rows.add(new Row(words.text("software.system"), version, "")));
    runs.update().ifPresent(update -> rows.add(update(update, words)));
    for (Journal.Version version : runs.versions()) {
      rows.add(new Row(version.name(), version.text(), ""));
    }
    journal
        .startedAt()
        .ifPresent(at -> rows.add(new Row(words.text("software.running"), words.moment(at), "")));
    return new Facts("software", words.text("software"), null, rows);
  }

  private static Row update(Journal.Update update, Words words) {
    String told = words.text("software.update.is", update.sentence(), words.ago(update.at()));
    return new Row(words.text("software.update"), told, "");
  }
}
