package farkeep.box.upkeep;

import farkeep.box.health.MachineUpdate;
import farkeep.box.health.MachineUpdate.Stage;
import farkeep.box.health.MachineUpdate.Why;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Understands the note about an update: a heading, then `key value` on each line. Keys that it
/// does not know are those of a newer system. Pure.
final class UpdateNote {
  /// Characters of a note; a longer one is not understood.
  static final int LETTERS_MAX = 1_024;

  private static final String HEADING = "farkeep update 1\n";
  private static final Pattern VERSION = Pattern.compile("|[0-9]{1,9}(\\.[0-9]{1,9}){0,7}");
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");

  private UpdateNote() {}

  /// @return empty: it is not what the scripts write
  static Optional<MachineUpdate> parse(String text) {
    if (text.length() > LETTERS_MAX || !text.startsWith(HEADING)) return Optional.empty();
    Map<String, String> said = new HashMap<>();
    text.lines()
        .map(line -> line.split(" ", 2))
        .filter(words -> words.length == 2)
        .forEach(words -> said.put(words[0], words[1]));
    Optional<Stage> stage = MachineUpdate.stage(said.getOrDefault("stage", ""));
    String from = said.getOrDefault("from", "");
    String to = said.getOrDefault("to", "");
    String at = said.getOrDefault("at", "");
    boolean sound =
        stage.isPresent()
            && VERSION.matcher(from).matches()
            && VERSION.matcher(to).matches()
            && SECONDS.matcher(at).matches();
    if (!sound) return Optional.empty();
    Instant time = Instant.ofEpochSecond(Long.parseLong(at));
    return Optional.of(new MachineUpdate(stage.get(), from, to, why(stage.get(), said), time));
  }

  private static Why why(Stage stage, Map<String, String> said) {
    if (stage != Stage.REFUSED && stage != Stage.BACK) return Why.NONE;
    return Why.of(said.getOrDefault("why", Why.OTHER.code()));
  }
}
