package farkeep.home.cli;

import java.util.Arrays;
import picocli.CommandLine;

/// The program `farkeep`.
public final class HomeMain {
  private HomeMain() {}

  /// Runs one command, and ends with its exit code.
  public static void main(String[] arguments) {
    boolean daemon = Arrays.asList(arguments).contains("run");
    System.setProperty("logback.configurationFile", "farkeep-logback.xml");
    if (System.getProperty("farkeep.log") == null && daemon) {
      System.setProperty("farkeep.log", "INFO");
    }
    System.exit(commandLine().execute(arguments));
  }

  /// The command with all its verbs.
  static CommandLine commandLine() {
    return new CommandLine(new Farkeep()).setCaseInsensitiveEnumValuesAllowed(true);
  }
}
