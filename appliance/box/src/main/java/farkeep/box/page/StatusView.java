package farkeep.box.page;

import farkeep.box.health.BlankDisk;
import farkeep.box.health.BoxHealth;
import farkeep.box.health.Findings;
import farkeep.box.health.MachineUpdate;
import farkeep.box.health.Verdict;
import farkeep.box.health.Wording;
import farkeep.box.host.HostWishes;
import farkeep.box.replication.KeptVault;
import farkeep.objects.PeerId;
import farkeep.objects.log.LogBody;
import farkeep.store.catalogue.Catalogue;
import farkeep.web.box.PageSource;
import farkeep.web.box.view.BoxView;
import farkeep.web.box.view.Controls;
import farkeep.web.box.view.Device;
import farkeep.web.box.view.Journal;
import farkeep.web.box.view.Keeping;
import farkeep.web.box.view.State;
import farkeep.web.box.view.Surroundings;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The box as its page shows it. Devices have numbers: the box does not know their names.
public final class StatusView implements PageSource {
  private final BoxFacts box;
  private final ZoneId zone;
  private final EventWords events = new EventWords();
  private final List<Journal.Version> versions;
  private final boolean hasButton;

  /// @param zone in which moments are told
  /// @param hasButton whether the box has a button, so that the page says how to open its actions
  public StatusView(BoxFacts box, ZoneId zone, boolean hasButton) {
    this.hasButton = hasButton;
    this.box = box;
    this.zone = zone;
    String version = StatusView.class.getPackage().getImplementationVersion();
    this.versions =
        List.of(
            new Journal.Version("Farkeep", version == null ? "from classes" : version),
            new Journal.Version("Java", Runtime.version().toString()),
            new Journal.Version(System.getProperty("os.name"), System.getProperty("os.version")));
  }

  @Override
  public BoxView view(Locale locale) throws IOException {
    BoxHealth.Look look = box.look();
    Findings found = look.found();
    return new BoxView(
        verdict(look.verdict(), new Wording(locale, zone), box.wishes()),
        keeping(look),
        devices(),
        new Surroundings(Network.of(found), Sensors.of(found.machine())),
        controls(found.upkeep().blankDisk()),
        journal(locale, found));
  }

  private static farkeep.web.box.view.Verdict verdict(
      Verdict verdict, Wording words, HostWishes wishes) {
    List<farkeep.web.box.view.Verdict.Cause> causes =
        verdict.reasons().stream().map(reason -> cause(reason, words, wishes)).toList();
    return new farkeep.web.box.view.Verdict(causes.getFirst(), causes.subList(1, causes.size()));
  }

  private static farkeep.web.box.view.Verdict.Cause cause(
      Verdict.Reason reason, Wording words, HostWishes wishes) {
    return new farkeep.web.box.view.Verdict.Cause(
        reason.cause().code(),
        State.valueOf(reason.cause().state().name()),
        words.sentence(reason.cause()),
        words.advice(reason.cause()),
        reason.since(),
        wishes.isAcknowledged(reason.cause().code()));
  }

  private Keeping keeping(BoxHealth.Look look) {
    long reserve = box.reserveBytes();
    Keeping.Space space =
        new Keeping.Space(
            look.keptBytes(),
            Math.max(0, look.freeBytes()) + reserve,
            look.totalBytes(),
            reserve,
            look.fullIn());
    return new Keeping(
        Optional.of(space), activity(), Optional.empty(), proven(look), box.powerCuts());
  }

  /// A head moves only to a snapshot of which everything is there.
  private Optional<Keeping.Certificates> proven(BoxHealth.Look look) {
    long snapshots = box.catalogue().snapshotsKept();
    return look.found()
        .homes()
        .newestCopy()
        .filter(_ -> snapshots > 0)
        .map(newest -> new Keeping.Certificates(snapshots, newest));
  }

  private List<Keeping.Day> activity() {
    Map<LocalDate, Long> received =
        box.catalogue().received(Keeping.DAYS_MAX).stream()
            .collect(
                Collectors.toMap(Catalogue.Received::day, Catalogue.Received::bytes, Long::sum));
    if (received.isEmpty()) return List.of();
    LocalDate today = LocalDate.ofInstant(box.clocks().wall(), ZoneOffset.UTC);
    return IntStream.rangeClosed(1, Keeping.DAYS_MAX)
        .mapToObj(i -> today.minusDays(Keeping.DAYS_MAX - (long) i))
        .map(day -> new Keeping.Day(day, received.getOrDefault(day, 0L)))
        .toList();
  }

  private List<Device> devices() {
    List<Device> devices = new ArrayList<>();
    for (KeptVault vault : box.vaults().all()) {
      Map<PeerId, Catalogue.Device> known =
          box.catalogue().devices(vault.id()).stream()
              .collect(Collectors.toMap(Catalogue.Device::id, it -> it));
      Map<PeerId, Instant> newest = newestCopies(vault);
      for (PeerId device : vault.state().devices().keySet()) {
        if (!vault.mayOpen(device)) continue;
        Catalogue.Device row = known.get(device);
        int sessions = box.sessions(device);
        devices.add(
            new Device(
                devices.size() + 1,
                sessions > 0
                    ? Optional.of(box.clocks().wall())
                    : Optional.ofNullable(row).flatMap(Catalogue.Device::lastSeen),
                Optional.ofNullable(newest.get(device)),
                sessions));
      }
    }
    return devices;
  }

  private Map<PeerId, Instant> newestCopies(KeptVault vault) {
    Map<farkeep.objects.FolderTag, LogBody.Folder> folders = vault.state().folders();
    return box.catalogue().folders(vault.id()).stream()
        .filter(folder -> folder.movedAt().isPresent())
        .filter(folder -> writer(folders.get(folder.tag())).isPresent())
        .collect(
            Collectors.toMap(
                folder -> writer(folders.get(folder.tag())).orElseThrow(),
                folder -> folder.movedAt().orElseThrow(),
                (one, other) -> one.isAfter(other) ? one : other));
  }

  private static Optional<PeerId> writer(LogBody.@Nullable Folder folder) {
    return Optional.ofNullable(folder).flatMap(LogBody.Folder::writer);
  }

  private Controls controls(Optional<BlankDisk> newDisk) {
    Instant now = box.clocks().wall();
    Optional<Controls.Pairing> pairing =
        box.pairing()
            .map(open ->
                new Controls.Pairing(
                    open.code().shown(), open.text().encode(), now.plus(open.remaining())));
    List<Controls.Cap> caps =
        box.wishes().bounds().stream()
            .map(it -> new Controls.Cap(it.fromHour(), it.toHour(), it.bytesPerSecond()))
            .toList();
    return new Controls(
        hasButton,
        pairing,
        box.wishes().pausedUntil(),
        caps,
        box.isSafeToUnplug(),
        newDisk.map(BlankDisk::id));
  }

  private Journal journal(Locale locale, Findings found) {
    List<Journal.Event> told =
        box.catalogue().events(Journal.EVENTS_MAX).stream()
            .sorted(Comparator.comparingLong(Catalogue.Event::number).reversed())
            .map(event -> event(event, locale))
            .toList();
    Instant started = box.clocks().wall().minus(found.machine().running());
    Findings.Upkeep upkeep = found.upkeep();
    Wording words = new Wording(locale, zone);
    Journal.Software software =
        new Journal.Software(
            versions, upkeep.version(), upkeep.update().map(it -> update(it, words)));
    return new Journal(told, Optional.of(started), software);
  }

  private static Journal.Update update(MachineUpdate update, Wording words) {
    return new Journal.Update(
        update.stage().code(),
        update.why() == MachineUpdate.Why.NONE ? "" : update.why().code(),
        update.from(),
        update.to(),
        update.at(),
        words.sentence(update));
  }

  private Journal.Event event(Catalogue.Event event, Locale locale) {
    Journal.Level level =
        switch (event.severity()) {
          case INFO -> Journal.Level.INFO;
          case WARN -> Journal.Level.WARNING;
          case ERROR -> Journal.Level.ERROR;
        };
    return new Journal.Event(event.at(), level, events.sentence(locale, event.kind()));
  }
}
