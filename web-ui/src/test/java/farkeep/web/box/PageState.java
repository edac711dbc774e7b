package farkeep.web.box;

import farkeep.web.box.view.BoxView;
import farkeep.web.box.view.Controls;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// A page as somebody may see it.
///
/// @param name of its picture
/// @param sentence its first heading
record PageState(
    String name, String sentence, String path, boolean dark, BoxView view, Duration windowLeft) {
  private static final Duration OPEN = Duration.ofMinutes(4);

  private static PageState page(String name, BoxView view) {
    return new PageState(name, view.verdict().worst().sentence(), "/", false, view, Duration.ZERO);
  }

  private static PageState actions(String name, String path, BoxView view, Duration left) {
    String heading = path.contains("de") ? "Was Sie tun können" : "What you can do";
    return new PageState(name, heading, path, false, view, left);
  }

  private PageState inDark() {
    return new PageState(name + "-dark", sentence, path, true, view, windowLeft);
  }

  private PageState inGerman() {
    return new PageState(name + "-german", sentence, path + "?lang=de", dark, view, windowLeft);
  }

  /// All of them.
  static List<PageState> all() {
    List<PageState> all = new ArrayList<>();
    PageState ok = page("ok", Sample.full(Sample.SAFE));
    PageState pairing =
        page("pairing", Sample.with(Sample.bare(Sample.SAFE), Sample.controls(Sample.pairing())));
    all.add(ok);
    all.add(ok.inDark());
    all.add(page("ok", Sample.full(Sample.SICHER)).inGerman());
    all.add(page("working", Sample.full(Sample.RECEIVING)));
    all.add(page("working", Sample.full(Sample.RECEIVING)).inDark());
    all.add(page("host", Sample.full(Sample.CABLE, Sample.SILENT)));
    all.add(page("host", Sample.full(Sample.CABLE, Sample.SILENT)).inDark());
    all.add(page("owner", Sample.full(Sample.SILENT)));
    all.add(page("owner", Sample.full(Sample.SILENT)).inDark());
    all.add(page("fault", troubled()));
    all.add(page("fault", troubled()).inDark());
    all.add(page("update-installing", Sample.updated(Sample.UPDATING, "installing", "")));
    all.add(page("update-refused", Sample.updated(Sample.REFUSED, "refused", "signature")));
    all.add(page("bare", Sample.bare(Sample.SAFE)));
    all.add(page("full-to-the-brim", brim()));
    all.addAll(eachTile());
    all.add(pairing);
    all.add(pairing.inDark());
    all.add(page("set", Sample.with(Sample.full(Sample.SAFE), Sample.busyControls())));
    all.add(actions("actions-closed", "/actions", Sample.full(Sample.SAFE), Duration.ZERO));
    all.add(actions("actions-no-button", "/actions", noButton(), Duration.ZERO));
    PageState open = actions("actions", "/actions", open(), OPEN);
    all.add(open);
    all.add(open.inDark());
    all.add(actions("actions-german", "/actions?lang=de", open(), OPEN));
    all.add(new PageState("missing", "That did not work", "/nothing", false, open(), OPEN));
    return all;
  }

  private static BoxView open() {
    return Sample.with(Sample.full(Sample.CABLE, Sample.SILENT), Sample.busyControls());
  }

  private static BoxView noButton() {
    Controls none =
        new Controls(false, Optional.empty(), Optional.empty(), List.of(), false, Optional.empty());
    return Sample.with(Sample.full(Sample.SAFE), none);
  }

  private static BoxView troubled() {
    BoxView full = Sample.full(Sample.DISK, Sample.CABLE, Sample.SILENT);
    Network none = new Network(Reached.YES, Reached.NO, Reached.NOT_TRIED, Reached.NO);
    List<Sensor> bad =
        List.of(
            new Sensor.Temperature(Part.BOARD, 86.2),
            new Sensor.DiskHealth(false, OptionalLong.of(512), OptionalLong.empty()),
            new Sensor.Supply(false),
            new Sensor.Battery(true, OptionalInt.of(31)));
    Keeping keeping =
        new Keeping(
            full.keeping().space(),
            full.keeping().activity(),
            Optional.of(new Keeping.Scrub(Sample.NOW.minus(Duration.ofDays(2)), 90_000, 7, 5)),
            full.keeping().certificates(),
            OptionalLong.of(41));
    return new BoxView(
        full.verdict(),
        keeping,
        full.devices(),
        new Surroundings(Optional.of(none), bad),
        full.controls(),
        full.journal());
  }

  /// As much as a page ever shows, in the longest words.
  private static BoxView brim() {
    String longWord = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverleihungsfeier";
    Cause worst =
        new Cause(
            "long",
            State.ATTENTION_HOST,
            "The box " + longWord + " could not be reached for a while.",
            "Do this: " + longWord + longWord + ".",
            Sample.ago(Duration.ofDays(400)),
            true);
    BoxView full = Sample.full(worst, worst, worst, worst);
    List<Journal.Event> events = new ArrayList<>(Sample.events(Journal.EVENTS_MAX + 5));
    events.addFirst(new Journal.Event(Sample.NOW, Journal.Level.ERROR, longWord + longWord));
    Keeping keeping =
        new Keeping(
            Optional.of(
                new Keeping.Space(
                    Long.MAX_VALUE / 2,
                    Long.MAX_VALUE / 4,
                    Long.MAX_VALUE,
                    Long.MAX_VALUE,
                    Optional.of(Duration.ofDays(4_000)))),
            full.keeping().activity(),
            full.keeping().scrub(),
            full.keeping().certificates(),
            OptionalLong.of(123_456_789));
    return new BoxView(
        new Verdict(worst, full.verdict().further()),
        keeping,
        Sample.devices(16),
        full.surroundings(),
        full.controls(),
        new Journal(events, full.journal().startedAt(), full.journal().software()));
  }

  private static List<PageState> eachTile() {
    BoxView bare = Sample.bare(Sample.SAFE);
    BoxView full = Sample.full(Sample.SAFE);
    Keeping none = bare.keeping();
    Keeping all = full.keeping();
    return List.of(
        page("only-space", keeping(bare, all.space(), List.of(), none)),
        page("only-activity", keeping(bare, Optional.empty(), all.activity(), none)),
        page("only-checks", keeping(bare, Optional.empty(), List.of(), all)),
        page("only-devices", parts(bare, full.devices(), bare.surroundings(), bare.journal())),
        page("only-network", parts(bare, List.of(), network(full), bare.journal())),
        page("only-sensors", parts(bare, List.of(), sensors(full), bare.journal())),
        page("only-events", parts(bare, List.of(), bare.surroundings(), full.journal())));
  }

  private static BoxView keeping(
      BoxView bare, Optional<Keeping.Space> space, List<Keeping.Day> days, Keeping rest) {
    Keeping keeping =
        new Keeping(space, days, rest.scrub(), rest.certificates(), rest.powerCutsSurvived());
    return new BoxView(
        bare.verdict(),
        keeping,
        bare.devices(),
        bare.surroundings(),
        bare.controls(),
        bare.journal());
  }

  private static BoxView parts(
      BoxView bare, List<Device> devices, Surroundings surroundings, Journal journal) {
    return new BoxView(
        bare.verdict(), bare.keeping(), devices, surroundings, bare.controls(), journal);
  }

  private static Surroundings network(BoxView full) {
    return new Surroundings(full.surroundings().network(), List.of());
  }

  private static Surroundings sensors(BoxView full) {
    return new Surroundings(Optional.empty(), full.surroundings().sensors());
  }

  /// Its box.
  FakeBox box() {
    FakeBox box = new FakeBox();
    box.view = view;
    box.windowLeft = windowLeft;
    return box;
  }
}
