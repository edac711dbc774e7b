package farkeep.home.cli;

import farkeep.home.control.Event;
import farkeep.home.control.ExitCode;
import farkeep.home.engine.HomeNode;
import farkeep.home.node.Failure;
import farkeep.home.state.StateDirectory;
import farkeep.vault.keys.RecoverySheet;
import farkeep.vault.keys.SheetPage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "init",
    description =
        "Make a vault, and print its recovery sheet: the only copy of the key that opens everything.")
final class InitCommand implements Callable<Integer> {
  /// The groups that are to be typed back, counted from 1.
  private static final int[] ASKED = {3, 9};

  @ParentCommand @Nullable Farkeep farkeep;

  @Option(
      names = "--sheet",
      paramLabel = "FILE",
      description = "write the sheet here, to print: HTML with the key as text and QR code")
  @Nullable Path sheet;

  @Option(names = "--name", paramLabel = "NAME", description = "what this device is called")
  @Nullable String name;

  @Option(names = "--yes", description = "don't ask for two groups of the sheet to be typed back")
  boolean yes;

  @Override
  public Integer call() {
    Farkeep root = Objects.requireNonNull(farkeep);
    try (Output output = Output.of(root);
        StateDirectory state = StateDirectory.open(root.stateDirectory())) {
      if (sheet != null && Files.exists(sheet)) {
        throw new IOException(sheet + " exists already; choose another file with --sheet");
      }
      RecoverySheet made = HomeNode.found(state, deviceName(), LocalNode.ports());
      write(made);
      System.out.println(shown(made));
      if (!yes) awaitTypedBack(made);
      output.tell(
          new Event.Done(
              "vault %s… is made; next is `farkeep pair HOST:PORT --code CODE`, or `farkeep pair TEXT`"
                  .formatted(made.vaultStart()),
              0,
              0,
              0,
              0));
      return ExitCode.DONE.code();
    } catch (IOException | RuntimeException e) {
      Event.Failed failed = Failure.of(e);
      try (Output output = Output.of(root)) {
        output.tell(failed);
      }
      return failed.exit();
    }
  }

  private String deviceName() {
    if (name != null) return name;
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "home";
    }
  }

  private void write(RecoverySheet made) throws IOException {
    if (sheet == null) return;
    Files.createFile(
        sheet,
        PosixFilePermissions.asFileAttribute(
            Set.copyOf(PosixFilePermissions.fromString("rw-------"))));
    Files.writeString(
        sheet, SheetPage.html(made, List.of(), LocalDate.now()), StandardOpenOption.WRITE);
  }

  private String shown(RecoverySheet made) {
    StringBuilder text = new StringBuilder("RECOVERY SHEET: write it down or print it");
    if (sheet != null) text.append(" (").append(sheet).append(')');
    List<String> groups = made.groups();
    for (int i = 0; i < groups.size(); i++) {
      text.append(i % 4 == 0 ? "\n  " : "   ");
      text.append("%2d %s".formatted(i + 1, groups.get(i)));
    }
    return text.append(
            "\nWhoever has it and a copy of the box's disk can read everything. Without it, and without"
                + " this device, nobody can.")
        .toString();
  }

  /// A sheet that nobody wrote down is no sheet.
  private static void awaitTypedBack(RecoverySheet made) throws IOException {
    BufferedReader typed =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (int group : ASKED) {
      while (true) {
        System.err.printf("Type group %d from the sheet: ", group);
        String line = typed.readLine();
        if (line == null) {
          throw new IOException(
              "the vault is made, but group %d was not typed back; write the sheet down now"
                  .formatted(group));
        }
        if (made.matches(group, line)) break;
        System.err.printf("That is not group %d. ", group);
      }
    }
  }
}
