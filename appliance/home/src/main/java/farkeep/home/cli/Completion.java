package farkeep.home.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/// Writes the completion of a command for bash, the same bytes each time: the packages are made by
/// it. For a shell that asks there is `farkeep generate-completion`.
public final class Completion {
  private Completion() {}

  /// Writes the script.
  ///
  /// @param arguments the file, the command's name, and its class
  public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
    if (arguments.length != 3) {
      System.err.println("completion: takes the file to write, the command's name, and its class");
      System.exit(2);
    }
    Class<?> command = Class.forName(arguments[2]);
    Files.writeString(Path.of(arguments[0]), script(arguments[1], new CommandLine(command)));
  }

  /// The script, without the day on which it was made.
  static String script(String name, CommandLine command) {
    sort(command.getCommandSpec());
    return AutoComplete.bash(name, command)
        .replaceAll("(?m)^# (.*[Gg]enerated on.*|Date:.*)\\R", "");
  }

  /// Reflection finds options in an order that differs from run to run. Those that verbs inherit
  /// and those of groups stay where they are, before the others: none can be taken out.
  private static void sort(CommandSpec command) {
    List<OptionSpec> own =
        command.options().stream()
            .filter(
                it -> it.scopeType() == ScopeType.LOCAL && !it.inherited() && it.group() == null)
            .sorted(Comparator.comparing(OptionSpec::longestName))
            .toList();
    own.forEach(command::remove);
    own.forEach(command::add);
    command.subcommands().values().forEach(verb -> sort(verb.getCommandSpec()));
  }
}
