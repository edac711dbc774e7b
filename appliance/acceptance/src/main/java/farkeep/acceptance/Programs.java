package farkeep.acceptance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The programs as they are shipped: started by their launchers, in processes of their own.
public final class Programs {
  /// How long any one command may take before the test gives it up.
  public static final Duration PATIENCE = Duration.ofMinutes(8);

  private static final Path NOTHING = Path.of("/dev/null");
  private static final String QUICK_COMPILER = "-XX:TieredStopAtLevel=1";

  private final Path box;
  private final Path home;
  private final Path cache;
  private final String javaOptions;

  private Programs(Path box, Path home, Path cache, String javaOptions) {
    this.box = box;
    this.home = home;
    this.cache = cache;
    this.javaOptions = javaOptions;
  }

  /// The programs that this build has packaged.
  ///
  /// @throws IllegalStateException they are not there: `make build` makes them
  public static Programs built() {
    Path appliance = checkout().resolve("appliance");
    Programs programs =
        new Programs(
            appliance.resolve("box/target/farkeep-box/bin/farkeep-box"),
            appliance.resolve("home/target/farkeep/bin/farkeep"),
            appliance.resolve("acceptance/target/cache"),
            QUICK_COMPILER);
    for (Path launcher : List.of(programs.box(), programs.home())) {
      if (!Files.isExecutable(launcher)) {
        throw new IllegalStateException(launcher + " is not there; `make build` makes it");
      }
    }
    return programs;
  }

  /// The directory that this build is in.
  public static Path checkout() {
    Path at = Path.of("").toAbsolutePath();
    while (at != null && !Files.isDirectory(at.resolve("appliance"))) at = at.getParent();
    if (at == null) throw new IllegalStateException("not inside a checkout of Farkeep");
    return at;
  }

  /// The same, each in a network namespace.
  ///
  /// @param scripts where the scripts that lead there are written
  public Programs inNamespaces(Path scripts, String boxNamespace, String homeNamespace)
      throws IOException {
    return new Programs(
        script(scripts.resolve("box-" + boxNamespace), boxNamespace, box),
        script(scripts.resolve("home-" + homeNamespace), homeNamespace, home),
        cache,
        javaOptions);
  }

  private static Path script(Path file, String namespace, Path program) throws IOException {
    Files.writeString(
        file, "#!/bin/sh\nexec ip netns exec %s %s \"$@\"\n".formatted(namespace, program));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    return file;
  }

  /// The launcher of the box.
  public Path box() {
    return box;
  }

  /// The launcher of the home node.
  public Path home() {
    return home;
  }

  /// What they are started with: an archive of loaded classes that belongs to this build, and the
  /// quicker one of Java's two compilers. Most of them live for a second, and half of that would go
  /// into making code fast that ends at once.
  public Map<String, String> environment() {
    return Map.of("XDG_CACHE_HOME", cache.toString(), "FARKEEP_JAVA_OPTIONS", javaOptions);
  }

  /// The same with the compiler that they have at their owners', for what takes longer.
  public Programs asShipped() {
    return new Programs(box, home, cache, "");
  }

  /// Runs a program to its end.
  ///
  /// @throws IllegalStateException it did not end in time
  public static Ended run(Path program, Map<String, String> environment, List<String> arguments)
      throws IOException, InterruptedException {
    return run(program, environment, arguments, NOTHING);
  }

  /// The same with something on its standard input.
  ///
  /// @param in the file that it reads
  public static Ended run(
      Path program, Map<String, String> environment, List<String> arguments, Path in)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile("farkeep-out", "");
    Path err = Files.createTempFile("farkeep-err", "");
    try {
      Process process = start(command(program, arguments), environment, in, out, err);
      try {
        if (process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
          return new Ended(process.exitValue(), read(out), read(err));
        }
        throw new IllegalStateException("%s %s did not end".formatted(program, arguments));
      } finally {
        process.destroyForcibly();
      }
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  /// Starts a program; what it prints goes to the two files.
  public static Process start(
      Path program, Map<String, String> environment, List<String> arguments, Path out, Path err)
      throws IOException {
    return start(command(program, arguments), environment, NOTHING, out, err);
  }

  private static List<String> command(Path program, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.addAll(arguments);
    return command;
  }

  private static Process start(
      List<String> command, Map<String, String> environment, Path in, Path out, Path err)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectInput(ProcessBuilder.Redirect.from(in.toFile()));
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(out.toFile()));
    builder.redirectError(ProcessBuilder.Redirect.appendTo(err.toFile()));
    return builder.start();
  }

  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  /// How a program ended, and what it printed.
  public record Ended(int exit, String out, String err) {
    /// This, if it ended well.
    ///
    /// @throws IllegalStateException it did not; the message has all it printed
    public Ended well() {
      if (exit != 0) throw new IllegalStateException("exit " + exit + "\n" + out + "\n" + err);
      return this;
    }
  }
}
