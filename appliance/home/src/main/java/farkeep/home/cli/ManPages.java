package farkeep.home.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/// Writes manual pages, one a verb. `farkeep generate-man` does it for this program; [#main] for
/// any whose commands picocli reads, which is how the package of the box gets its pages.
public final class ManPages {
  private ManPages() {}

  /// Writes the pages of a command.
  ///
  /// @param arguments the directory, made when it is not there, and the class of the command
  public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
    if (arguments.length != 2) {
      System.err.println("man pages: takes the directory to write, and the class of the command");
      System.exit(2);
    }
    Class<?> command = Class.forName(arguments[1]);
    write(new CommandLine(command).getCommandSpec(), Path.of(arguments[0]));
  }

  /// Writes the pages of a command and of all its verbs.
  static void write(CommandSpec command, Path directory) throws IOException {
    Files.createDirectories(directory);
    for (CommandSpec each : all(command)) {
      ManPage page = new ManPage(each);
      Files.writeString(directory.resolve(page.fileName()), page.text());
    }
  }

  private static Set<CommandSpec> all(CommandSpec command) {
    Set<CommandSpec> all = new LinkedHashSet<>();
    all.add(command);
    for (CommandLine verb : command.subcommands().values()) all.addAll(all(verb.getCommandSpec()));
    return all;
  }
}
