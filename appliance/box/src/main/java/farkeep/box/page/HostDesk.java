package farkeep.box.page;

import farkeep.box.events.BoxEvent;
import farkeep.box.events.BoxEvents;
import farkeep.box.health.Wording;
import farkeep.box.host.ActionWindow;
import farkeep.link.pairing.PairingCode;
import farkeep.store.catalogue.Catalogue;
import farkeep.web.box.HostAction;
import farkeep.web.box.HostActions;
import farkeep.web.box.RefusedException;
import farkeep.web.page.Messages;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Does what the host asks for on the page, while the action window is open.
public final class HostDesk implements HostActions {
  /// Events in a support bundle.
  static final int BUNDLED_EVENTS_MAX = 2_000;

  private final BoxFacts box;
  private final ActionWindow window;
  private final Hands hands;
  private final BoxEvents events;
  private final Messages answers = new Messages("farkeep.box.page.answers");

  /// What it can reach for.
  public interface Hands {
    /// Opens the pairing window.
    PairingCode openPairing() throws IOException;

    /// Dials a home that waits to be paired; returns at once.
    void dialForPairing(String host, int port);
  }

  /// @param window while which the host may act
  public HostDesk(BoxFacts box, ActionWindow window, Hands hands, BoxEvents events) {
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
    return EnumSet.of(HostAction.Kind.PAIR, HostAction.Kind.DIAL, HostAction.Kind.SUPPORT_BUNDLE);
  }

  @Override
  public String perform(HostAction action, Locale locale) throws RefusedException, IOException {
    if (!window.left().isPositive()) throw new RefusedException(answers.text(locale, "closed"));
    String answer =
        switch (action) {
          case HostAction.ShowPairingCode _ -> {
            hands.openPairing();
            yield answers.text(locale, "pairing");
          }
          case HostAction.DialForPairing(String host, int port) -> {
            if (box.pairing().isEmpty()) {
              throw new RefusedException(answers.text(locale, "dial.closed"));
            }
            hands.dialForPairing(host, port);
            yield answers.text(locale, "dialling");
          }
          case HostAction.PauseFor _,
              HostAction.Resume _,
              HostAction.CapBandwidth _,
              HostAction.Blink _,
              HostAction.SafeToUnplug _,
              HostAction.ShutDown _,
              HostAction.Acknowledge _ ->
              throw new RefusedException(answers.text(locale, "unknown"));
        };
    events.say(BoxEvent.info("host acted").with("action", action.kind()));
    return answer;
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
