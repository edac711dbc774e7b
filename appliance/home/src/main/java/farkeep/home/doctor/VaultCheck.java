package farkeep.home.doctor;

import farkeep.home.control.Event;
import farkeep.home.outage.Absence;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// Judges what the node says of itself: folders, boxes, ways to tell the owner. What `farkeep
/// status` and `farkeep alarm` show, and what is to be done about it.
public final class VaultCheck {
  private final Findings findings;
  private final Instant now;

  /// @param now this home's wall clock
  public VaultCheck(Findings findings, Instant now) {
    this.findings = findings;
    this.now = now;
  }

  /// Folders and boxes.
  public void look(Event.Status status) {
    boolean bound = status.folders().stream().anyMatch(it -> it.path() != null);
    if (!bound) {
      findings.wrong("folder", "", "none is kept from here", "`farkeep add DIR` keeps one");
    }
    status.folders().forEach(this::folder);
    if (status.boxes().isEmpty()) {
      findings.wrong("box", "", "none is paired", "`farkeep pair` does that");
    }
    status.boxes().forEach(this::box);
    clock(status);
  }

  private void folder(Event.Folder folder) {
    // another device's, or of a name that is no text: the daemon says of that one whether it can be
    // read
    if (folder.path() == null || folder.path().contains("\\")) return;
    Path path = Path.of(folder.path());
    String where = "%s (%s)".formatted(folder.name(), path);
    if (!Files.isDirectory(path)) {
      findings.wrong(
          "folder",
          where,
          "is not there",
          "mount or make it, or `farkeep remove %s`; what is kept of it stays"
              .formatted(folder.name()));
    } else if (!Files.isReadable(path) || !Files.isExecutable(path)) {
      findings.wrong(
          "folder", where, "can't be read by this user", "chmod u+rx, or run farkeep as its owner");
    } else if (folder.paths() > 1 && isEmpty(path)) {
      findings.wrong(
          "folder",
          where,
          "is empty, and held %d paths when it was last kept".formatted(folder.paths()),
          "is its disk not mounted? What was kept stays: `farkeep history %s`"
              .formatted(folder.name()));
    } else if (folder.newest() == null) {
      findings.wrong("folder", where, "was never kept whole", "`farkeep sync` sends it");
    } else {
      findings.ok("folder", where, "#%d, %d files".formatted(folder.sequence(), folder.files()));
    }
  }

  private static boolean isEmpty(Path path) {
    String[] names = path.toFile().list();
    return names != null && names.length == 0;
  }

  private void box(Event.Box box) {
    String last = box.lastContact() == null ? "never met" : "last met " + box.lastContact();
    if (box.connected()) {
      String program = box.program() == null ? "" : ", runs " + box.program();
      findings.ok("box", box.name(), "connected" + program);
    } else if (box.trouble() == null) {
      findings.hint(
          "box",
          box.name(),
          "no attempt to reach it has ended yet; " + last,
          "ask again in a minute");
    } else {
      findings.wrong("box", box.name(), "%s: %s".formatted(last, box.trouble()), advice(box));
    }
    for (Event.Position position : box.folders()) {
      if (position.newest() == null) {
        findings.hint(
            "box", box.name(), "keeps nothing of " + position.folder(), "`farkeep sync` sends it");
      }
    }
  }

  private static String advice(Event.Box box) {
    String trouble = String.valueOf(box.trouble());
    if (trouble.contains("protocol versions")) {
      return trouble.contains("update the box")
          ? "the program on the box is older: have it updated; this home stays as it is"
          : "this home's program is older: update it; the box stays as it is";
    }
    if (box.outage() != null)
      return "likely cause %s: %s".formatted(box.outage().cause(), box.outage().sentence());
    if (trouble.contains("pair")) return "`farkeep pair` it again";
    return box.addresses().isEmpty()
        ? "it dials this home: is `farkeep run --listen` reached from there?"
        : "is it on, and reached at %s? `farkeep boxes address` changes that"
            .formatted(String.join(" ", box.addresses()));
  }

  /// A clock shows nothing by itself: it is compared with the boxes', and with what happened.
  private void clock(Event.Status status) {
    Duration most = Absence.SKEW_MAX;
    for (Event.Box box : status.boxes()) {
      Long ahead = box.clockAheadSeconds();
      if (ahead == null) continue;
      String said = "box %s shows %+d s".formatted(box.name(), ahead);
      if (Math.abs(ahead) > most.toSeconds()) {
        findings.hint(
            "clock",
            "",
            said + " beside this home's clock",
            "set whichever is wrong (`timedatectl`); nothing is lost by it, but times are misleading");
      } else {
        findings.ok("clock", "", said);
      }
    }
    Stream<String> past =
        Stream.concat(
            status.boxes().stream().filter(it -> !it.connected()).map(Event.Box::lastContact),
            status.folders().stream()
                .flatMap(it -> it.boxes().stream())
                .map(Event.Position::complete));
    List<Instant> later =
        past.filter(Objects::nonNull)
            .map(Instant::parse)
            .filter(it -> it.isAfter(now.plus(most)))
            .toList();
    if (!later.isEmpty()) {
      findings.wrong(
          "clock",
          "",
          "shows %s, and %s has been already".formatted(now, later.getLast()),
          "set this machine's clock: `timedatectl set-ntp true`");
    }
  }

  /// How the owner is told of trouble.
  public void look(Event.Alarms alarms) {
    if (alarms.ways().isEmpty()) {
      findings.hint(
          "alarm",
          "",
          "nobody is told when a box is in trouble",
          "`farkeep alarm add` adds a way, and `farkeep alarm test` tries it");
    }
    for (Event.Way way : alarms.ways()) {
      String where = "%d (%s)".formatted(way.number(), way.what());
      if (way.waiting() > 0) {
        findings.wrong(
            "alarm",
            where,
            "%d messages wait; last: %s".formatted(way.waiting(), way.last()),
            "`farkeep alarm test` says what is answered");
      } else {
        findings.ok("alarm", where, way.last().isEmpty() ? "not used yet" : "last: " + way.last());
      }
    }
  }
}
