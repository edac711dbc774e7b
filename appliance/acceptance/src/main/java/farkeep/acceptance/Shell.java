package farkeep.acceptance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Commands that are not ours: they make what Java can't name, and judge what came back.
public final class Shell {
  /// The user and group that own nothing.
  public static final int NOBODY = 65_534;

  private static final Path ENV = Path.of("/usr/bin/env");
  private static final List<String> BECOME_NOBODY =
      List.of("setpriv", "--clear-groups", "--reuid=" + NOBODY, "--regid=" + NOBODY);

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

  /// Runs a program as somebody who owns nothing; where these tests don't run as root, or nobody
  /// may enter the directory of the programs, as who they run.
  public static Programs.Ended asNobody(
      Path program, Map<String, String> environment, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    if (isRoot() && reachableForNobody(program)) command.addAll(BECOME_NOBODY);
    command.add(program.toString());
    command.addAll(arguments);
    return Programs.run(ENV, environment, command);
  }

  /// The same without a network, if the kernel allows that, and without a home directory.
  public static Programs.Ended asStranger(Path program, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> alone = new ArrayList<>(List.of("unshare", "--net"));
    if (!isRoot()) alone.addAll(List.of("--user", "--map-current-user"));
    if (isRoot() && reachableForNobody(program)) alone.addAll(BECOME_NOBODY);
    List<String> command = new ArrayList<>(may(alone) ? alone : List.of());
    command.add(program.toString());
    command.addAll(arguments);
    Map<String, String> lost = Map.of("HOME", "/nonexistent", "XDG_STATE_HOME", "/nonexistent");
    return Programs.run(ENV, lost, command);
  }

  /// Whether somebody who owns nothing may start a program: not below a closed home directory.
  public static boolean reachableForNobody(Path program) throws IOException, InterruptedException {
    List<String> trial = new ArrayList<>(BECOME_NOBODY);
    trial.addAll(List.of("test", "-x", program.toString()));
    return Programs.run(ENV, Map.of(), trial).exit() == 0;
  }

  private static boolean may(List<String> command) throws IOException, InterruptedException {
    List<String> trial = new ArrayList<>(command);
    trial.add("true");
    return Programs.run(ENV, Map.of(), trial).exit() == 0;
  }
}
