package farkeep.home.cli;

import farkeep.home.control.Request;
import farkeep.objects.port.Tasks;
import farkeep.objects.system.SystemTasks;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "status", description = "One plain sentence, and the figures behind it.")
final class StatusCommand extends AskCommand {
  private static final Duration PAUSE = Duration.ofSeconds(2);

  @Option(names = "--watch", description = "again every 2 seconds, until Ctrl-C")
  boolean watch;

  @Override
  Request request() {
    return new Request.Status();
  }

  @Override
  public Integer call() throws InterruptedException {
    Tasks tasks = new SystemTasks();
    int exit = super.call();
    while (watch) {
      tasks.sleep(PAUSE);
      exit = super.call();
    }
    return exit;
  }
}
