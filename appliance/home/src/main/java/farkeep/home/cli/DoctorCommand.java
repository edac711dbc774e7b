package farkeep.home.cli;

import farkeep.home.control.ControlClient;
import farkeep.home.control.Event;
import farkeep.home.control.ExitCode;
import farkeep.home.control.Request;
import farkeep.home.control.Verbs;
import farkeep.home.doctor.Findings;
import farkeep.home.doctor.MachineCheck;
import farkeep.home.doctor.StateCheck;
import farkeep.home.doctor.VaultCheck;
import farkeep.home.node.Failure;
import farkeep.objects.PeerId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "doctor",
    description =
        "Say what is wrong with this set-up, and what to do about it. Ends with 7 when anything is.")
final class DoctorCommand implements Callable<Integer> {
  @ParentCommand @Nullable Farkeep farkeep;

  @Override
  public Integer call() throws InterruptedException {
    Farkeep root = Objects.requireNonNull(farkeep);
    try (Output output = Output.of(root)) {
      Findings findings = new Findings(output::tell);
      Event last;
      try {
        look(root, findings);
        last = done(findings.wrong());
      } catch (IOException | RuntimeException e) {
        last = Failure.of(e);
      }
      output.tell(last);
      return switch (last) {
        case Event.Failed failed -> failed.exit();
        case Event _ when findings.wrong() > 0 -> ExitCode.WITH_PROBLEMS.code();
        case Event _ -> ExitCode.DONE.code();
      };
    }
  }

  private static Event done(long wrong) {
    String sentence =
        switch ((int) Math.min(wrong, 2)) {
          case 0 -> "nothing is wrong";
          case 1 -> "1 thing is wrong";
          default -> wrong + " things are wrong";
        };
    return new Event.Done(sentence, 0, 0, 0, wrong);
  }

  private static void look(Farkeep root, Findings findings)
      throws IOException, InterruptedException {
    Path state = root.stateDirectory();
    if (!new StateCheck(state, findings).look()) return;
    Optional<ControlClient> daemon = ControlClient.of(LocalNode.controlSocket(state));
    MachineCheck machine = new MachineCheck(findings, MachineCheck.Places.system());
    machine.daemon(daemon.isPresent());
    if (daemon.isPresent()) {
      judge(daemon.get(), findings, machine);
      return;
    }
    try (LocalNode node = LocalNode.forCommand(state, root.reach())) {
      for (PeerId box : node.node().boxes().all()) {
        node.node()
            .boxes()
            .awaitAnyOrMiss(List.of(box)); // one attempt each: they go on side by side
      }
      judge(node.verbs(() -> {}), findings, machine);
    }
  }

  private static void judge(Verbs verbs, Findings findings, MachineCheck machine)
      throws IOException, InterruptedException {
    VaultCheck vault = new VaultCheck(findings, LocalNode.ports().clocks().wall());
    Verbs.Events judge =
        event -> {
          switch (event) {
            case Event.Status status -> {
              vault.look(status);
              machine.watches(status);
            }
            case Event.Alarms alarms -> vault.look(alarms);
            case Event.Failed failed -> findings.failed(failed);
            default -> {}
          }
        };
    verbs.handle(new Request.Status(), judge);
    verbs.handle(new Request.Alarms(), judge);
  }
}
