package farkeep.home.cli;

import farkeep.home.control.Event;
import farkeep.home.control.ExitCode;
import farkeep.home.copy.DiskCopy;
import farkeep.home.engine.Ports;
import farkeep.home.node.DiskRestore;
import farkeep.home.node.Failure;
import farkeep.home.node.Recovery;
import farkeep.home.state.StateDirectory;
import farkeep.link.carrier.Carrier;
import farkeep.vault.keys.RecoverySheet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "recover",
    description =
        "Make this machine an owner's device again, from the recovery sheet and a box; or bring everything back from a copy of its disk.")
final class RecoverCommand implements Callable<Integer> {
  /// A group of the code as it stands in the page that `init` wrote.
  private static final Pattern GROUP = Pattern.compile("</small> ([0-9A-Z]{7})</li>");

  @ParentCommand @Nullable Farkeep farkeep;

  @Option(
      names = "--sheet",
      required = true,
      paramLabel = "FILE",
      description =
          "the sheet that init wrote, or a file with its twelve groups as you typed them; - reads them from standard input")
  String sheet = "";

  @ArgGroup(multiplicity = "1")
  From from = new From();

  @Option(names = "--name", paramLabel = "NAME", description = "what this device is called")
  String name = "recovered";

  /// Where the vault is.
  static final class From {
    @Option(
        names = "--box",
        paramLabel = "HOST:PORT",
        description = "where a box of the vault listens: this machine becomes an owner's device")
    @Nullable String box;

    @ArgGroup(exclusive = false)
    @Nullable Copy copy;
  }

  /// A copy of a box's disk, and where its folders go.
  static final class Copy {
    @Option(
        names = "--copy",
        required = true,
        paramLabel = "DIR",
        description =
            "a copy of a box's data directory: everything is restored from it, without a box")
    Path data = Path.of("");

    @Option(
        names = "--to",
        required = true,
        paramLabel = "DIR",
        description = "with --copy: where to, each folder by its name")
    Path to = Path.of("");
  }

  @Override
  public Integer call() throws InterruptedException {
    Farkeep root = Objects.requireNonNull(farkeep);
    try (Output output = Output.of(root)) {
      try {
        RecoverySheet read = RecoverySheet.parse(typed());
        Event.Done done =
            from.copy == null
                ? join(root, read, Objects.requireNonNull(from.box))
                : DiskRestore.run(
                    DiskCopy.open(from.copy.data, read),
                    read,
                    from.copy.to.toAbsolutePath(),
                    LocalNode.ports(),
                    output);
        output.tell(done);
        return (done.problems() > 0 ? ExitCode.WITH_PROBLEMS : ExitCode.DONE).code();
      } catch (IOException | RuntimeException e) {
        Event.Failed failed = Failure.of(e);
        output.tell(failed);
        return failed.exit();
      }
    }
  }

  private Event.Done join(Farkeep root, RecoverySheet read, String box)
      throws IOException, InterruptedException {
    Ports ports = LocalNode.ports();
    try (StateDirectory state = StateDirectory.open(root.stateDirectory());
        Carrier carrier = LocalNode.carrier(root.quic, ports)) {
      int folders = new Recovery(carrier, ports).run(state, read, box, name);
      return new Event.Done(
          "this device belongs to the vault again; it has %d folders: `farkeep folders` lists them,"
                  .formatted(folders)
              + " `farkeep restore` brings them back",
          0,
          0,
          0,
          0);
    }
  }

  private String typed() throws IOException {
    byte[] bytes =
        sheet.equals("-") ? System.in.readAllBytes() : Files.readAllBytes(Path.of(sheet));
    String text = new String(bytes, StandardCharsets.UTF_8);
    List<String> groups = GROUP.matcher(text).results().map(it -> it.group(1)).toList();
    return groups.isEmpty() ? text : String.join("-", groups);
  }
}
