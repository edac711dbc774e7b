package farkeep.box.panel;

import farkeep.box.health.Cause;
import farkeep.box.health.Wording;
import farkeep.panel.Pace;
import farkeep.panel.SystemPace;
import farkeep.panel.button.Press;
import farkeep.panel.display.Display;
import farkeep.panel.display.Page;
import farkeep.panel.lights.LightShow;
import farkeep.panel.lights.Pattern;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What lights and display say together. Safe for many threads.
final class Face {
  /// How long it says where the box is.
  static final Duration HERE_I_AM = Duration.ofSeconds(30);

  /// How long the answer to a press stands there.
  static final Duration ANSWER = Duration.ofSeconds(10);

  private final LightShow lights;
  private final Display display;
  private final Wording words = new Wording(Locale.ENGLISH, ZoneId.systemDefault());
  private final Pace time = new SystemPace();
  private @Nullable Notice notice;
  private Page lasting = Page.of("Farkeep starts.");

  /// @param until by the running time
  private record Notice(String sentence, Duration until) {}

  Face(LightShow lights, Display display) {
    this.lights = lights;
    this.display = display;
    lights.lasting(Pattern.BOOTING);
    show(lasting);
  }

  /// How the box is.
  void says(Cause worst, Optional<String> code) {
    lights.lasting(Look.of(worst));
    Page page = Page.of(words.sentence(worst));
    show(code.map(page::withCode).orElse(page));
  }

  /// How the box is can't be found out.
  void isAtALoss() {
    lights.lasting(Pattern.FAULT);
    show(Page.of("The box can't read its own disk. Tell the owner."));
  }

  /// Where the box is.
  void isHere() {
    lights.passing(Pattern.IDENTIFY, HERE_I_AM);
    notes("Here I am.", HERE_I_AM);
  }

  /// Nothing is waiting to be confirmed.
  void wasAskedNothing() {
    lights.passing(Pattern.NOTHING_ASKED, ANSWER);
    notes("Nothing is waiting to be confirmed.", ANSWER);
  }

  /// A new disk is agreed to.
  void hasAgreed() {
    notes("The box starts anew with the new disk.", ANSWER);
  }

  /// The pairings are forgotten.
  void hasForgotten() {
    notes("Pairings are forgotten, data is kept. Hold 3 s to pair.", ANSWER);
  }

  /// An object was taken in.
  void takesIn() {
    lights.activity();
  }

  /// How far a held button has come.
  void isHeld(Optional<Press> reached) {
    lights.held(reached.map(Press::pattern));
  }

  /// The last words, while the box ends.
  void ends(String sentence) {
    synchronized (this) {
      notice = null;
    }
    show(Page.of(sentence));
  }

  /// The box has ended; nothing is shown any more.
  void hasEnded() {
    lights.lasting(Pattern.OFF);
    ends("The box has ended.");
  }

  /// How long the answer to a press still stands in front of how the box is; empty when none does.
  synchronized Optional<Duration> answering() {
    if (notice == null) return Optional.empty();
    Duration left = notice.until.minus(time.running());
    return left.isPositive() ? Optional.of(left) : Optional.empty();
  }

  private void notes(String sentence, Duration howLong) {
    Page page;
    synchronized (this) {
      notice = new Notice(sentence, time.running().plus(howLong));
      page = lasting;
    }
    show(page);
  }

  private synchronized void show(Page page) {
    lasting = page;
    boolean answers = notice != null && notice.until.compareTo(time.running()) > 0;
    if (!answers) notice = null;
    display.show(notice == null ? page : new Page(notice.sentence, page.code(), page.percent()));
  }
}
