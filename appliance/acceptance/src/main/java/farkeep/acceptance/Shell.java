package farkeep.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Commands that are not ours: they make what Java can't name, and judge what came back.
public final class Shell {
  /// The user and group that own nothing.
  public static final int NOBODY = 65_534;

  private Shell() {}

  /// Runs lines of bash that must end well, and returns what they printed.
  ///
  /// @param in the directory they run in
  /// @throws IllegalStateException one did not end well
  public static String run(Path in, String lines) throws IOException, InterruptedException {
    return Programs.run(
            Path.of("/bin/bash"),
            Map.of("LC_ALL", "C"),
            List.of("-euo", "pipefail", "-c", "cd '%s'; %s".formatted(in, lines)))
        .well()
        .out();
  }

  /// Whether these tests run as root, who may mount, give files away, and become somebody else.
  public static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  /// Runs a program as somebody who owns nothing and has no network; where these tests don't run as
  /// root, as who they run, without a network if the kernel allows that.
  public static Programs.Ended asStranger(Path program, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(List.of("unshare", "--net", "setpriv", "--clear-groups"));
      command.addAll(List.of("--reuid=" + NOBODY, "--regid=" + NOBODY));
    } else if (mayLeaveTheNetwork()) {
      command.addAll(List.of("unshare", "--user", "--map-current-user", "--net"));
    }
    command.add(program.toString());
    command.addAll(arguments);
    Map<String, String> lost = Map.of("HOME", "/nonexistent", "XDG_STATE_HOME", "/nonexistent");
    return Programs.run(Path.of("/usr/bin/env"), lost, command);
  }

  private static boolean mayLeaveTheNetwork() throws IOException, InterruptedException {
    List<String> trial = List.of("--user", "--map-current-user", "--net", "true");
    return Files.exists(Path.of("/usr/bin/unshare"))
        && Programs.run(Path.of("/usr/bin/unshare"), Map.of(), trial).exit() == 0;
  }
}
