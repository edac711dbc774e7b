package farkeep.box.page;

import farkeep.box.events.BoxEvent;
import farkeep.box.events.BoxEvents;
import farkeep.box.health.State;
import farkeep.box.health.Wording;
import farkeep.box.host.ActionWindow;
import farkeep.box.host.DailyBound;
import farkeep.store.catalogue.Catalogue;
import farkeep.web.box.HostAction;
import farkeep.web.box.HostActions;
import farkeep.web.box.RefusedException;
import farkeep.web.box.view.Controls.Cap;
import farkeep.web.page.Messages;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Does what the host asks for on the page, while the action window is open.
public final class HostDesk implements HostActions {
  /// Events in a support bundle.
  static final int BUNDLED_EVENTS_MAX = 2_000;

  /// How long an answer waits for the box to be safe to unplug.
  static final Duration UNPLUG_WAIT = Duration.ofSeconds(5);

  private final BoxFacts box;
  private final ActionWindow window;
  private final HostHands hands;
  private final BoxEvents events;
  private final Messages answers = new Messages("farkeep.box.page.answers");

  /// @param window while which the host may act
  public HostDesk(BoxFacts box, ActionWindow window, HostHands hands, BoxEvents events) {
    this.box = box;
    this.window = window;
    this.hands = hands;
    this.events = events;
  }

  @Override
  public Duration windowLeft() {
    return window.left();
  }

  @Override
  public Set<HostAction.Kind> offered() {
    Set<HostAction.Kind> offered = EnumSet.allOf(HostAction.Kind.class);
    if (hands.blink().isEmpty()) offered.remove(HostAction.Kind.BLINK);
    if (hands.consent().disk().isEmpty()) offered.remove(HostAction.Kind.ADOPT_DISK);
    if (hands.shutDown().isEmpty()) offered.remove(HostAction.Kind.SHUT_DOWN);
    return offered;
  }

  @Override
  public String perform(HostAction action, Locale locale) throws RefusedException, IOException {
    if (!window.left().isPositive()) throw refused(locale, "closed");
    return switch (action) {
      case HostAction.ShowPairingCode _ -> pair(locale);
      case HostAction.DialForPairing(String host, int port) -> dial(host, port, locale);
      case HostAction.PauseFor(Duration length) -> pause(length, locale);
      case HostAction.Resume _ -> goOn(locale);
      case HostAction.CapBandwidth(List<Cap> caps) -> bound(caps, locale);
      case HostAction.Blink _ -> blink(locale);
      case HostAction.SafeToUnplug _ -> unplug(locale);
      case HostAction.ShutDown _ -> shutDown(locale);
      case HostAction.AdoptDisk(String disk) -> adopt(disk, locale);
      case HostAction.Acknowledge(String cause) -> acknowledge(cause, locale);
    };
  }

  private RefusedException refused(Locale locale, String key) {
    return new RefusedException(answers.text(locale, key));
  }

  private String pair(Locale locale) throws RefusedException, IOException {
    if (hands.isStopped()) throw refused(locale, "pairing.stopped");
    hands.openPairing();
    return answers.text(locale, "pairing");
  }

  private String dial(String host, int port, Locale locale) throws RefusedException {
    if (box.pairing().isEmpty()) throw refused(locale, "dial.closed");
    events.say(BoxEvent.info("host had a home called"));
    hands.dialForPairing(host, port);
    return answers.text(locale, "dialling");
  }

  private String pause(Duration length, Locale locale) throws IOException {
    Instant until = hands.wishes().pauseFor(length);
    events.say(BoxEvent.info("host paused the box").with("until", until));
    hands.wishesChanged();
    return answers.text(locale, "paused");
  }

  private String goOn(Locale locale) throws IOException {
    boolean paused = hands.wishes().pausedUntil().isPresent();
    hands.wishes().goOn();
    if (hands.goOn() || paused) events.say(BoxEvent.info("host let the box go on"));
    hands.wishesChanged();
    return answers.text(locale, "goes-on");
  }

  private String bound(List<Cap> caps, Locale locale) throws RefusedException, IOException {
    List<DailyBound> bounds = new ArrayList<>();
    for (Cap cap : caps) {
      boolean tooLow =
          cap.bytesPerSecond() > 0 && cap.bytesPerSecond() < DailyBound.BYTES_PER_SECOND_MIN;
      if (tooLow) throw refused(locale, "bounds.low");
      bounds.add(new DailyBound(cap.fromHour(), cap.toHour(), cap.bytesPerSecond()));
    }
    hands.wishes().bound(bounds);
    if (bounds.isEmpty()) events.say(BoxEvent.info("host lifted the bounds"));
    else events.say(BoxEvent.info("host set bounds").with("bounds", bounds));
    hands.wishesChanged();
    return answers.text(locale, bounds.isEmpty() ? "unbounded" : "bounded");
  }

  private String blink(Locale locale) throws RefusedException {
    Optional<Runnable> blink = hands.blink();
    if (blink.isEmpty()) throw refused(locale, "unknown");
    blink.get().run();
    events.say(BoxEvent.info("host looked for the box"));
    return answers.text(locale, "blinks");
  }

  private String unplug(Locale locale) throws IOException {
    try {
      return answers.text(locale, hands.makeSafeToUnplug(UNPLUG_WAIT) ? "stopped" : "stopping");
    } catch (InterruptedException e) {
      throw (IOException) new InterruptedIOException("the page was closed meanwhile").initCause(e);
    }
  }

  private String shutDown(Locale locale) throws RefusedException {
    Optional<Runnable> shutDown = hands.shutDown();
    if (shutDown.isEmpty()) throw refused(locale, "unknown");
    events.say(BoxEvent.info("host shut the box down"));
    shutDown.get().run();
    return answers.text(locale, "shut-down");
  }

  private String adopt(String disk, Locale locale) throws RefusedException, IOException {
    if (!hands.consent().give(disk)) throw refused(locale, "disk.gone");
    events.say(BoxEvent.info("host agreed to a new disk"));
    return answers.text(locale, "disk");
  }

  private String acknowledge(String cause, Locale locale) throws RefusedException, IOException {
    boolean holds =
        box.look().verdict().reasons().stream()
            .filter(it -> it.cause().state().compareTo(State.WORKING) > 0)
            .anyMatch(it -> it.cause().code().equals(cause));
    if (!holds) throw refused(locale, "over");
    hands.wishes().acknowledge(cause);
    events.say(BoxEvent.info("host knows of trouble").with("cause", cause));
    return answers.text(locale, "known");
  }

  @Override
  public void supportBundle(OutputStream to) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(to, StandardCharsets.UTF_8);
    zip.putNextEntry(new ZipEntry("status.txt"));
    zip.write(status().getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
    zip.putNextEntry(new ZipEntry("events.txt"));
    for (Catalogue.Event event : box.catalogue().events(BUNDLED_EVENTS_MAX)) {
      String line =
          "%s %s %s %s%n".formatted(event.at(), event.severity(), event.kind(), event.sentence());
      zip.write(line.getBytes(StandardCharsets.UTF_8));
    }
    zip.closeEntry();
    zip.finish();
  }

  private String status() throws IOException {
    var look = box.look();
    Wording words = new Wording(Locale.ENGLISH, ZoneOffset.UTC);
    StringBuilder text = new StringBuilder();
    look.verdict()
        .reasons()
        .forEach(reason ->
            text.append(
                "%s %s since %s: %s%n"
                    .formatted(
                        reason.cause().state(),
                        reason.cause().code(),
                        reason.since().map(Object::toString).orElse("before the start"),
                        words.sentence(reason.cause()))));
    return text.append(
            "objects %d, kept %d B, free %d B of %d B%nrunning %s, Java %s, %s %s%n"
                .formatted(
                    look.objects(),
                    look.keptBytes(),
                    look.freeBytes(),
                    look.totalBytes(),
                    look.machine().running(),
                    Runtime.version(),
                    System.getProperty("os.name"),
                    System.getProperty("os.version")))
        .toString();
  }
}
