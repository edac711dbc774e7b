package farkeep.box;

import farkeep.box.configuration.BoxConfiguration;
import farkeep.box.configuration.ConfigurationException;
import farkeep.box.control.ControlClient;
import farkeep.box.control.NotRunningException;
import farkeep.objects.port.AlreadyLockedException;
import farkeep.objects.system.SystemDisk;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// The program `farkeep-box`.
@Command(
    name = "farkeep-box",
    description = "Keeps what home nodes seal and send, without being able to read it.",
    mixinStandardHelpOptions = true,
    versionProvider = BoxMain.Version.class,
    footer = {
      "",
      "Exit codes: 0 done; 1 failed, the message says why; 2 wrong command line or configuration;",
      "3 another box works on the data directory, or none does; 4 the disk failed, start it again;",
      "5 the check found damage."
    })
public final class BoxMain {
  @Spec private CommandSpec spec;

  /// Runs a command, and ends the process with its exit code.
  public static void main(String[] arguments) {
    System.setProperty("logback.configurationFile", "farkeep-box-logback.xml");
    System.exit(run(arguments));
  }

  /// Runs a command.
  ///
  /// @return its exit code
  static int run(String... arguments) {
    return new CommandLine(new BoxMain())
        .setExecutionExceptionHandler(BoxMain::told)
        .execute(arguments);
  }

  private static int told(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
    command.getErr().println("farkeep-box: " + e.getMessage());
    return switch (e) {
      case ConfigurationException _ -> ExitCode.USAGE;
      case AlreadyLockedException _ -> ExitCode.NOT_FREE;
      case NotRunningException _ -> ExitCode.NOT_FREE;
      default -> ExitCode.FAILED;
    };
  }

  @Command(name = "run", description = "Runs the box until it is stopped.")
  int run(@Mixin SettingsOptions options) throws Exception {
    BoxConfiguration configuration = options.configuration();
    return new Daemon(configuration, out()).run();
  }

  @Command(
      name = "pair",
      description = "Opens the pairing window of the running box and prints the code.")
  int pair(@Mixin SettingsOptions options) throws Exception {
    return ask(options, Daemon.PAIR);
  }

  @Command(name = "status", description = "Says how the running box is.")
  int status(@Mixin SettingsOptions options) throws Exception {
    return ask(options, Daemon.STATUS);
  }

  @Command(
      name = "press",
      description = {
        "Plays the button of the running box: short says here I am and opens the page's actions,",
        "3s shows the pairing code, 10s confirms what the owner asked, 15s forgets the pairings."
      })
  int press(
      @Mixin SettingsOptions options,
      @Parameters(arity = "0..1", paramLabel = "DURATION", defaultValue = "") String held)
      throws Exception {
    return ask(options, Daemon.PRESS + " " + held);
  }

  private int ask(SettingsOptions options, String command)
      throws IOException, ConfigurationException {
    out().print(ControlClient.ask(options.configuration().data(), command));
    out().flush();
    return ExitCode.OK;
  }

  @Command(
      name = "check",
      description = "Reads and hashes everything that a box which is not running keeps.")
  int check(@Mixin SettingsOptions options) throws Exception {
    SystemDisk disk = new SystemDisk(options.configuration().data());
    long faults = new DataCheck(disk, out()).run();
    out().flush();
    return faults == 0 ? ExitCode.OK : ExitCode.DAMAGED;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /// What `--version` prints.
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = BoxMain.class.getPackage().getImplementationVersion();
      return new String[] {"farkeep-box " + (version == null ? "(from classes)" : version)};
    }
  }
}
