package farkeep.panel.lights;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/// What the lights can say. Each pattern has a rhythm of its own, so that it can be read from a
/// single lamp and by who does not tell colours apart; no lamp flashes more often than three times
/// in a second. `docs/panel.md` has pictures of all.
public enum Pattern {
  /// The box is off, or has not begun.
  OFF("."),
  /// It starts.
  BOOTING("##########..........", Colour.AMBER),
  /// It can be paired now.
  PAIRING("##..##..............", Colour.GREEN, Colour.AMBER),
  /// All is well and nothing arrives.
  IDLE("#".repeat(49) + ".", Colour.GREEN),
  /// All is well and data arrives.
  RECEIVING("########..", Colour.GREEN),
  /// Somebody in this house can help: a cable, a plug, a disk.
  NEEDS_HOST("##..##..##..............", Colour.AMBER),
  /// Only the owner can help.
  NEEDS_OWNER("##########...##...............", Colour.AMBER),
  /// Something is broken.
  FAULT("##..", Colour.RED),
  /// Here I am.
  IDENTIFY("########..##..##.......", Colour.GREEN, Colour.AMBER, Colour.RED),
  /// Nothing is waiting to be confirmed at the button.
  NOTHING_ASKED("######..######........", Colour.AMBER),
  /// Nothing is written any more; the plug may be pulled.
  SAFE_TO_UNPLUG("#" + ".".repeat(39), Colour.GREEN),
  /// The button is held: let go now, and it is a short press.
  HOLD_IDENTIFY("##......", Colour.GREEN),
  /// The button is held: let go now to pair.
  HOLD_PAIR("##..##......", Colour.GREEN, Colour.AMBER),
  /// The button is held: let go now to confirm what the owner asked.
  HOLD_CONFIRM("##..##..##......", Colour.GREEN, Colour.AMBER, Colour.RED),
  /// The button is held: let go now to forget the pairings.
  HOLD_FORGET("##..##..##..##......", Colour.RED);

  private final Rhythm rhythm;
  private final Set<Colour> colours;

  Pattern(String picture, Colour... colours) {
    this.rhythm = new Rhythm(picture);
    this.colours = EnumSet.noneOf(Colour.class);
    for (Colour each : colours) this.colours.add(each);
  }

  /// Which lamps are on.
  ///
  /// @param since how long it has been shown; not negative
  public Lit at(Duration since) {
    boolean on = rhythm.on(since);
    return new Lit(
        on && colours.contains(Colour.GREEN),
        on && colours.contains(Colour.AMBER),
        on && colours.contains(Colour.RED),
        false,
        on);
  }

  /// How long the lamps stay as [#at] says; a whole round when they never change.
  Duration stays(Duration since) {
    return rhythm.stays(since);
  }

  Rhythm rhythm() {
    return rhythm;
  }

  private enum Colour {
    GREEN,
    AMBER,
    RED
  }
}
