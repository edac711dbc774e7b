package farkeep.home.node;

import farkeep.home.control.Event;
import farkeep.link.protocol.Health;
import farkeep.link.protocol.Health.MachineUpdate;
import farkeep.link.protocol.Health.MachineUpdate.Stage;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a box says of its machine, in words for the owner. Pure.
final class MachineWords {
  /// The longest version that is shown; a longer one is none.
  static final int VERSION_LETTERS_MAX = 80;

  /// The longest reason that is shown.
  static final int WHY_LETTERS_MAX = 40;

  private MachineWords() {}

  /// @return empty: it says nothing of it
  static Optional<Event.Machine> of(Health health) {
    String version = version(health.getMachineVersion());
    if (!health.hasUpdate()) {
      return version == null
          ? Optional.empty()
          : Optional.of(new Event.Machine(version, null, null, null, ""));
    }
    MachineUpdate update = health.getUpdate();
    String to = version(update.getTo());
    String why = update.getWhy();
    boolean isWord = why.matches("[a-z-]{1,%d}".formatted(WHY_LETTERS_MAX));
    return Optional.of(
        new Event.Machine(
            version, word(update.getStage()), to, isWord ? why : null, sentence(update, to)));
  }

  /// Somebody else's text goes to a terminal only when it is digits and dots.
  private static @Nullable String version(String text) {
    boolean isVersion = text.matches("[0-9.]{1,%d}".formatted(VERSION_LETTERS_MAX));
    return isVersion ? text : null;
  }

  private static String word(Stage stage) {
    return switch (stage) {
      case STAGE_UNKNOWN, UNRECOGNIZED -> "unknown";
      case RECEIVED, INSTALLING, INSTALLED, TRIAL, GOOD, PRESENT, REFUSED, BACK ->
          stage.name().toLowerCase(Locale.ROOT);
    };
  }

  private static String sentence(MachineUpdate update, @Nullable String to) {
    String which = to == null ? "an update" : "the update to " + to;
    return switch (update.getStage()) {
      case RECEIVED -> which + " is there and is looked at";
      case INSTALLING -> which + " is being installed";
      case INSTALLED -> which + " is installed, and the box starts again with it";
      case TRIAL -> which + " is on trial; it stays or goes by itself, within a day";
      case GOOD -> which + " has proven itself";
      case PRESENT -> which + " was there already, and nothing was done";
      case REFUSED -> which + " was refused: " + why(update.getWhy());
      case BACK ->
          which + " did not stay, and the box runs what it ran before: " + why(update.getWhy());
      case STAGE_UNKNOWN, UNRECOGNIZED ->
          "what became of " + which + " is not known to this version of farkeep";
    };
  }

  /// Why, and what to do.
  private static String why(String code) {
    return switch (code) {
      case "signature" ->
          "it is damaged, or signed with no key that the box knows; make it with the keys that its card"
              + " was made with (provisioning/make-update), and send it again";
      case "machine" ->
          "it is for another kind of machine; send one that is made for a farkeep-box";
      case "version" -> "its version can't be read; make it anew, with digits and dots as version";
      case "older" -> "it is older than what runs; send a newer one";
      case "on-trial" ->
          "the one before is still on trial; send it again when that has proven itself, within a day";
      case "no-trial" ->
          "this machine can't start an update on trial; write its card anew in place of that";
      case "no-file" -> "what arrived was no file; send it again";
      case "not-installed" ->
          "it could not be written; send it again, and look at the box's card if that goes on";
      case "cut-off" -> "the box was cut off while it was being installed; send it again";
      case "tests" ->
          "the box did not pass its own tests with it; send one that is mended, or look for what is"
              + " wrong with the box's disk or page";
      case "not-started" -> "the box did not come up with it; send one that is mended";
      case "trial-cut-off" ->
          "the box lost its power or stood still while it was on trial; send it again";
      default -> "for a reason that this version of farkeep does not know; update farkeep here";
    };
  }
}
