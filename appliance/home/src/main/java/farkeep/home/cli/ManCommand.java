package farkeep.home.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "generate-man",
    description = "Write the manual pages: one of farkeep, and one of each verb.")
final class ManCommand implements Callable<Integer> {
  @Spec @Nullable CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "where to; made when it is not there")
  Path directory = Path.of("");

  @Override
  public Integer call() throws IOException {
    Files.createDirectories(directory);
    for (CommandSpec each : all(Objects.requireNonNull(spec).root())) {
      ManPage page = new ManPage(each);
      Files.writeString(directory.resolve(page.fileName()), page.text());
    }
    return 0;
  }

  private static Set<CommandSpec> all(CommandSpec command) {
    Set<CommandSpec> all = new LinkedHashSet<>();
    all.add(command);
    for (CommandLine verb : command.subcommands().values()) all.addAll(all(verb.getCommandSpec()));
    return all;
  }
}
