package farkeep.acceptance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A home node with a state directory of its own, used through its command.
///
/// @param programs the launchers
/// @param state where its keys and state lie
public record Home(Programs programs, Path state) {
  /// Runs a verb, and returns however it ended.
  public Programs.Ended run(String... arguments) throws IOException, InterruptedException {
    return Programs.run(programs.home(), Map.of(), withState(arguments));
  }

  /// Runs a verb that must end well.
  ///
  /// @throws IllegalStateException it did not; the message has all it printed
  public Programs.Ended must(String... arguments) throws IOException, InterruptedException {
    return run(arguments).well();
  }

  /// Starts a verb and leaves it running; what it prints goes to a file beside the state.
  public Process start(String... arguments) throws IOException {
    Path log = log();
    return Programs.start(programs.home(), Map.of(), withState(arguments), log, log);
  }

  /// Where a verb that was left running prints to.
  public Path log() {
    return state.resolveSibling(state.getFileName() + ".log");
  }

  private List<String> withState(String... arguments) {
    List<String> all = new ArrayList<>(List.of("--state", state.toString()));
    all.addAll(List.of(arguments));
    return all;
  }
}
