package farkeep.home.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
    ManPages.write(Objects.requireNonNull(spec).root(), directory);
    return 0;
  }
}
