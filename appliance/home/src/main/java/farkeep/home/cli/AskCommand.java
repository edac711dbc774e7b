package farkeep.home.cli;

import farkeep.home.control.ControlClient;
import farkeep.home.control.Event;
import farkeep.home.control.ExitCode;
import farkeep.home.control.Request;
import farkeep.home.control.Verbs;
import farkeep.home.node.Failure;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// A verb that is one request: asked of the running daemon, or carried out here when none runs.
abstract class AskCommand implements Callable<Integer> {
  @Spec @Nullable CommandSpec spec;

  /// What is asked. Called once, after the command line was read.
  abstract Request request();

  @Override
  public Integer call() throws InterruptedException {
    try (Output output = output()) {
      return ask(request(), output);
    }
  }

  /// Asks, prints what comes back, and says what the command ends with.
  final int ask(Request request, Output output) throws InterruptedException {
    try {
      Optional<ControlClient> daemon =
          ControlClient.of(LocalNode.controlSocket(root().stateDirectory()));
      if (daemon.isPresent()) return ask(daemon.get(), request, output);
      try (LocalNode node = LocalNode.forCommand(root().stateDirectory(), root().reach())) {
        return ask(node.verbs(() -> {}), request, output);
      }
    } catch (IOException | RuntimeException e) {
      Event.Failed failed = Failure.of(e);
      output.tell(failed);
      return failed.exit();
    }
  }

  private static int ask(Verbs verbs, Request request, Output output) throws InterruptedException {
    int[] exit = {ExitCode.TROUBLE.code()};
    verbs.handle(
        request,
        event -> {
          output.tell(event);
          exit[0] = exitAfter(event, exit[0]);
        });
    return exit[0];
  }

  private static int exitAfter(Event event, int before) {
    if (event instanceof Event.Failed failed) return failed.exit();
    if (!(event instanceof Event.Done done)) return before;
    return (done.problems() > 0 ? ExitCode.WITH_PROBLEMS : ExitCode.DONE).code();
  }

  final Farkeep root() {
    return (Farkeep) Objects.requireNonNull(spec).root().userObject();
  }

  final Output output() {
    return Output.of(root());
  }
}
