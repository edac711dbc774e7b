package farkeep.box.pairing;

import static java.util.Objects.requireNonNullElse;

import farkeep.box.events.BoxEvent;
import farkeep.box.events.BoxEvents;
import farkeep.link.carrier.Carrier;
import farkeep.link.carrier.Link;
import farkeep.link.pairing.GuessLedger;
import farkeep.link.pairing.HomeOffer;
import farkeep.link.pairing.PairingBox;
import farkeep.link.pairing.PairingFailedException;
import farkeep.link.pairing.PairingSecret;
import farkeep.link.pairing.PairingText;
import farkeep.link.pairing.PairingWindow;
import farkeep.objects.port.Clocks;
import farkeep.objects.port.Randomness;
import farkeep.objects.port.Tasks;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Whether this box can be paired now, with which code and text, and the pairing itself. Safe for
/// many threads.
public final class PairingDesk {
  private static final Set<String> EVERYDAY = Set.of(Carrier.FARKEEP);
  private static final Set<String> BOTH = Set.of(Carrier.FARKEEP, Carrier.PAIRING);

  private final Chances chances;
  private final PairingBox pairing;
  private final PairingBox.Host host;
  private final Function<PairingSecret, PairingText> texts;
  private final BoxEvents events;
  private final Tasks.Monitor monitor;
  private @Nullable PairingWindow window;
  private int underWay;

  /// What windows are made of.
  ///
  /// @param guesses counted durably
  public record Chances(Tasks tasks, Clocks clocks, Randomness randomness, GuessLedger guesses) {}

  /// @param host who takes vaults in
  /// @param texts what this box shows with a secret in it
  public PairingDesk(
      Chances chances,
      PairingBox pairing,
      PairingBox.Host host,
      Function<PairingSecret, PairingText> texts,
      BoxEvents events) {
    this.chances = chances;
    this.pairing = pairing;
    this.host = host;
    this.texts = texts;
    this.events = events;
    this.monitor = chances.tasks().monitor();
  }

  /// Opens the window at first start, with the guesses that are left: restarting the box gives
  /// nobody new ones.
  ///
  /// @return what to show; nothing when all guesses are used
  public Optional<Invitation> openAtFirstStart() {
    PairingWindow opened =
        new PairingWindow(
            chances.tasks(), chances.clocks(), chances.randomness(), chances.guesses());
    return opened.isOpen() ? Optional.of(open(opened)) : Optional.empty();
  }

  /// Opens it anew because a person at the box asked for it; the code before counts no more.
  ///
  /// @return what to show
  /// @throws IOException the guesses can't be counted durably
  public Invitation openByHand() throws IOException {
    // Before the guesses are refilled: they are for the new code, not for one more try at the old.
    close();
    return open(
        PairingWindow.openedByHand(
            chances.tasks(), chances.clocks(), chances.randomness(), chances.guesses()));
  }

  /// Closes the window; its code counts no more.
  public void close() {
    try (Tasks.Inside _ = monitor.inside()) {
      if (window != null) window.close();
    }
  }

  private Invitation open(PairingWindow opened) {
    close();
    try (Tasks.Inside _ = monitor.inside()) {
      window = opened;
      monitor.signalAll();
    }
    events.say(
        BoxEvent.info("pairing window opened")
            .with("minutes", PairingWindow.OPEN_MAX.toMinutes())
            .with("guesses", chances.guesses().left()));
    return invitation(opened);
  }

  /// Closes the window, and waits until nobody is being paired any more.
  public void shut() throws InterruptedException {
    close();
    try (Tasks.Inside _ = monitor.inside()) {
      while (underWay > 0) monitor.await();
    }
  }

  /// What the box offers to callers at this moment.
  public Set<String> protocols() {
    return current().isPresent() ? BOTH : EVERYDAY;
  }

  /// The open window.
  public Optional<PairingWindow> current() {
    try (Tasks.Inside _ = monitor.inside()) {
      return Optional.ofNullable(window).filter(PairingWindow::isOpen);
    }
  }

  /// What to show now.
  public Optional<Invitation> invitation() {
    return current().map(this::invitation);
  }

  private Invitation invitation(PairingWindow open) {
    return new Invitation(open.code(), texts.apply(open.secret()), open.remaining());
  }

  /// Waits until the window is open.
  public void awaitOpen() throws InterruptedException {
    try (Tasks.Inside _ = monitor.inside()) {
      while (window == null || !window.isOpen()) monitor.await();
    }
  }

  /// Pairs over a link, and closes it.
  public void pair(Link link) throws InterruptedException {
    Optional<PairingWindow> open;
    try (Tasks.Inside _ = monitor.inside()) {
      open = current();
      if (open.isPresent()) underWay++;
    }
    if (open.isEmpty()) {
      link.close();
      return;
    }
    try {
      pair(link, open.get());
    } finally {
      try (Tasks.Inside _ = monitor.inside()) {
        underWay--;
        monitor.signalAll();
      }
    }
  }

  private void pair(Link link, PairingWindow open) throws InterruptedException {
    try {
      HomeOffer home = pairing.run(link, open, host);
      events.say(
          BoxEvent.info("home was paired")
              .with("device", home.device().abbreviated())
              .with("vault", home.vault().abbreviated()));
    } catch (PairingFailedException e) {
      Throwable why = requireNonNullElse(e.getCause(), e);
      events.say(
          BoxEvent.warn("pairing failed")
              .with("guessesLeft", chances.guesses().left())
              .with("reason", why.getMessage()));
    }
  }
}
