package farkeep.box.health;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What became of the last update of the machine, as the scripts that install it have noted.
///
/// @param stage how far it is
/// @param from the version that ran before; digits and dots, empty where it is not known
/// @param to its own version; empty where it is not known
/// @param why it was refused, or did not stay; [Why#NONE] in every other stage
/// @param at when that was noted, by the machine's clock
public record MachineUpdate(Stage stage, String from, String to, Why why, Instant at) {
  /// How far an update is.
  public enum Stage {
    /// It is here, and is looked at.
    RECEIVED,
    /// It is being written to the slot that does not run.
    INSTALLING,
    /// It is written; the machine starts again with it.
    INSTALLED,
    /// It runs, and has to prove itself.
    TRIAL,
    /// It has proven itself.
    GOOD,
    /// It is what runs already; nothing was done.
    PRESENT,
    /// It was not taken.
    REFUSED,
    /// It was tried, and the machine went back to what it had.
    BACK;

    /// Whether it goes on by itself.
    public boolean isUnderWay() {
      return compareTo(GOOD) < 0;
    }

    /// As it stands in notes and for programs: `installing`.
    public String code() {
      return MachineUpdate.code(this);
    }
  }

  /// Why an update was refused, or did not stay.
  public enum Why {
    /// There is no reason to give.
    NONE,
    /// Damaged, or signed with no key that the box knows.
    SIGNATURE,
    /// For another kind of machine.
    MACHINE,
    /// Its version is none.
    VERSION,
    /// Older than what runs.
    OLDER,
    /// What runs is itself on trial.
    ON_TRIAL,
    /// The machine can't start a slot on trial.
    NO_TRIAL,
    /// What came is no file.
    NO_FILE,
    /// It could not be written to its slot.
    NOT_INSTALLED,
    /// Power went, or the machine stood still, before it was installed.
    CUT_OFF,
    /// It ran, and did not pass its tests.
    TESTS,
    /// It never came up.
    NOT_STARTED,
    /// Power went, or the machine stood still, while it was on trial.
    TRIAL_CUT_OFF,
    /// A reason that this program does not know: it was noted by a newer one.
    OTHER;

    /// As it stands in notes and for programs: `not-started`.
    public String code() {
      return MachineUpdate.code(this);
    }

    /// The reason with this code; [#OTHER] when there is none.
    public static Why of(String code) {
      return Arrays.stream(values()).filter(it -> it.code().equals(code)).findFirst().orElse(OTHER);
    }
  }

  /// The stage with this code.
  public static Optional<Stage> stage(String code) {
    return Arrays.stream(Stage.values()).filter(it -> it.code().equals(code)).findFirst();
  }

  private static String code(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
