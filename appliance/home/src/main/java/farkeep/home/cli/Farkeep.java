package farkeep.home.cli;

import farkeep.link.carrier.QuicChoice;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// The command `farkeep`: options that every verb takes, and where its state lies.
@Command(
    name = "farkeep",
    description = "Keeps every version of your folders on a box in another house.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    scope = ScopeType.INHERIT,
    sortOptions = false,
    usageHelpAutoWidth = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:something went wrong that has no code of its own",
      "2:the command was not understood",
      "3:a folder, path, snapshot or file is not there",
      "4:no box could be reached",
      "5:wrong code, box, vault or recovery sheet",
      "6:the box has no room",
      "7:done, but for the problems that were listed",
      "8:another process works on the same state",
      "9:what is kept, here or at the box, is damaged",
      "10:the box takes nothing for now, because its host wants it so"
    },
    subcommands = {
      InitCommand.class,
      RecoverCommand.class,
      PairCommand.class,
      VerbCommands.Boxes.class,
      VerbCommands.Add.class,
      VerbCommands.Folders.class,
      VerbCommands.Remove.class,
      RunCommand.class,
      VerbCommands.Sync.class,
      StatusCommand.class,
      DoctorCommand.class,
      AlarmCommands.Alarms.class,
      AlarmCommands.Events.class,
      VerbCommands.Ls.class,
      VerbCommands.History.class,
      VerbCommands.Diff.class,
      VerbCommands.Cat.class,
      VerbCommands.Find.class,
      VerbCommands.Restore.class,
      VerbCommands.Verify.class,
      VerbCommands.Stop.class,
      GenerateCompletion.class,
      ManCommand.class
    })
public final class Farkeep implements Runnable {
  @Option(
      names = "--state",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description = "where keys and state lie (default: $XDG_STATE_HOME/farkeep)")
  @Nullable Path state;

  @Option(
      names = "--quic",
      paramLabel = "auto|native|kwik",
      scope = ScopeType.INHERIT,
      defaultValue = "auto",
      description = "which QUIC carries the links (default: ${DEFAULT-VALUE})")
  QuicChoice quic = QuicChoice.AUTO;

  @Option(
      names = "--mdns",
      paramLabel = "on|off",
      scope = ScopeType.INHERIT,
      defaultValue = "on",
      description = "look for boxes on this machine's own network (default: ${DEFAULT-VALUE})")
  Switch mdns = Switch.ON;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "print one JSON object a line, as docs/control.md says")
  boolean json;

  @Option(
      names = {"-q", "--quiet"},
      scope = ScopeType.INHERIT,
      description = "no progress, no notes: only what was asked for")
  boolean quiet;

  @picocli.CommandLine.Spec picocli.CommandLine.Model.@Nullable CommandSpec spec;

  /// Something that is on or off.
  enum Switch {
    /// On.
    ON,
    /// Off.
    OFF
  }

  /// How this goes to the network.
  LocalNode.Reach reach() {
    return new LocalNode.Reach(quic, mdns == Switch.ON);
  }

  /// Where keys and state lie.
  Path stateDirectory() {
    if (state != null) return state.toAbsolutePath().normalize();
    String xdg = System.getenv("XDG_STATE_HOME");
    Path base =
        xdg != null && xdg.startsWith("/")
            ? Path.of(xdg)
            : Path.of(System.getProperty("user.home"), ".local", "state");
    return base.resolve("farkeep");
  }

  @Override
  public void run() {
    throw new picocli.CommandLine.ParameterException(
        java.util.Objects.requireNonNull(spec).commandLine(), "which verb?");
  }
}
