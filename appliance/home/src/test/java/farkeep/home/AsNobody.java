package farkeep.home;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Runs a class's `main` in a process of the user `nobody`, to meet what root never meets.
public final class AsNobody {
  private static final String NOBODY = "65534";

  private AsNobody() {}

  /// @return the lines it printed
  /// @throws AssertionError it failed
  public static List<String> run(Class<?> program, String... arguments)
      throws IOException, InterruptedException {
    Path classes = Files.createTempDirectory("farkeep-nobody-");
    try {
      return run(command(classes, program, arguments));
    } finally {
      Programs.shell(classes, "rm -rf ../" + classes.getFileName());
    }
  }

  // nobody can't read the class path of root: what is ours is copied to where everybody can
  private static List<String> command(Path classes, Class<?> program, String... arguments) {
    List<String> path = new ArrayList<>();
    for (String part : System.getProperty("java.class.path").split(":")) {
      String name = Path.of(part).getFileName().toString();
      if (Files.isDirectory(Path.of(part))) {
        Programs.shell(classes, "cp -r '%s/.' .".formatted(part));
      } else if (name.startsWith("farkeep")) {
        Programs.shell(classes, "cp '%s' .".formatted(part));
        path.add(classes.resolve(name).toString());
      }
    }
    Programs.shell(classes, "chmod -R go=rX .");
    path.add(classes.toString());
    List<String> command =
        new ArrayList<>(List.of("setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups"));
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(List.of("-Xmx64m", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of("-cp", String.join(":", path), program.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  private static List<String> run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    byte[] printed = process.getInputStream().readAllBytes();
    String text = new String(printed, StandardCharsets.UTF_8);
    if (process.waitFor() != 0) throw new AssertionError(text);
    return text.lines().toList();
  }
}
