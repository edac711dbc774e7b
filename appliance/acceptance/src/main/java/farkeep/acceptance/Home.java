package farkeep.acceptance;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A home node with a state directory of its own, used through its command.
///
/// @param programs the launchers
/// @param state where its keys and state lie
public record Home(Programs programs, Path state) {
  /// Runs a verb, and returns however it ended.
  public Programs.Ended run(String... arguments) throws IOException, InterruptedException {
    return Programs.run(programs.home(), programs.environment(), withState(arguments));
  }

  /// Runs a verb that reads something from its standard input, and returns however it ended.
  ///
  /// @param in the file that it reads
  public Programs.Ended reading(Path in, String... arguments)
      throws IOException, InterruptedException {
    return Programs.run(programs.home(), programs.environment(), withState(arguments), in);
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
    return Programs.start(programs.home(), programs.environment(), withState(arguments), log, log);
  }

  /// Where a verb that was left running prints to.
  public Path log() {
    return state.resolveSibling(state.getFileName() + ".log");
  }

  /// Starts the daemon, and waits until it answers.
  ///
  /// @throws IllegalStateException it ended instead; the message has its log
  public Process startDaemon(String... options) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("run"));
    arguments.addAll(List.of(options));
    Process daemon = start(arguments.toArray(String[]::new));
    Path socket = state.resolve("control.sock");
    try {
      while (!answers(socket)) {
        if (daemon.waitFor(20, TimeUnit.MILLISECONDS)) {
          throw new IllegalStateException("the daemon ended:\n" + Files.readString(log()));
        }
      }
    } catch (InterruptedException e) {
      daemon.destroyForcibly();
      throw e;
    }
    return daemon;
  }

  /// A socket file may be left from a daemon that was killed: only a connection tells.
  private static boolean answers(Path socket) {
    try (SocketChannel _ = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private List<String> withState(String... arguments) {
    List<String> all = new ArrayList<>(List.of("--state", state.toString()));
    all.addAll(List.of(arguments));
    return all;
  }
}
