package farkeep.home.cli;

import farkeep.home.control.Request;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// The verbs that are one request and nothing more.
final class VerbCommands {
  private static final String PLACE =
      "FOLDER, FOLDER:PATH, or a local path below a bound folder; bytes that are no UTF-8 as \\xNN";
  private static final String AT =
      "the moment: a time such as 2027-01-03 or 2027-01-03T18:00, or #SEQUENCE; the newest by default";

  private VerbCommands() {}

  @Command(
      name = "boxes",
      description = "List the boxes of this vault, and what each of them keeps.",
      subcommands = {BoxAddress.class, BoxUpdate.class})
  static final class Boxes extends AskCommand {
    @Override
    Request request() {
      return new Request.Boxes();
    }
  }

  @Command(
      name = "address",
      description =
          "Dial a box at other addresses from now on. A box that dials this home needs none.")
  static final class BoxAddress extends AskCommand {
    @Parameters(
        index = "0",
        paramLabel = "BOX",
        description = "its name, or the beginning of its id")
    String box = "";

    @Parameters(
        index = "1..*",
        arity = "1..*",
        paramLabel = "HOST:PORT",
        description = "where it listens, best first")
    List<String> addresses = new ArrayList<>();

    @Override
    Request request() {
      return new Request.BoxAddress(box, List.copyOf(addresses));
    }
  }

  @Command(
      name = "update",
      description = {
        "Send a box an update of its machine, which it checks and installs by itself.",
        "A transfer that was cut off goes on where it was. The box starts again with the update,"
            + " and goes back to what it had if it does not work; `farkeep status` says when it is"
            + " back."
      })
  static final class BoxUpdate extends AskCommand {
    @Parameters(
        index = "0",
        paramLabel = "BOX",
        description = "its name, or the beginning of its id")
    String box = "";

    @Parameters(index = "1", paramLabel = "BUNDLE", description = "such as farkeep-box-1.2.raucb")
    @Nullable Path bundle;

    @Override
    Request request() {
      return new Request.BoxUpdate(box, absolute(bundle));
    }
  }

  @Command(name = "add", description = "Keep a directory from now on.")
  static final class Add extends AskCommand {
    @Parameters(paramLabel = "DIR", description = "the directory")
    @Nullable Path path;

    @Option(
        names = "--folder",
        paramLabel = "NAME",
        description = "the folder's name (default: the directory's)")
    @Nullable String folder;

    @Override
    Request request() {
      return new Request.Add(absolute(path), folder);
    }
  }

  @Command(name = "folders", description = "List the folders of this vault.")
  static final class Folders extends AskCommand {
    @Override
    Request request() {
      return new Request.Folders();
    }
  }

  @Command(
      name = "remove",
      description = "Stop keeping a folder. What the box keeps stays as long as its lock says.")
  static final class Remove extends AskCommand {
    @Parameters(paramLabel = "FOLDER", description = "the folder's name")
    String folder = "";

    @Override
    Request request() {
      return new Request.Remove(folder);
    }
  }

  @Command(name = "sync", description = "One pass: look for changes, and send them to the box.")
  static final class Sync extends AskCommand {
    @Option(names = "--once", description = "one pass and an end; it is the only way so far")
    boolean once;

    @Parameters(arity = "0..1", paramLabel = "FOLDER", description = "only this folder")
    @Nullable String folder;

    @Override
    Request request() {
      return new Request.Sync(folder);
    }
  }

  @Command(name = "ls", description = "List what a directory held.")
  static final class Ls extends AskCommand {
    @Parameters(paramLabel = "PLACE", description = PLACE)
    String place = "";

    @Option(names = "--at", paramLabel = "MOMENT", description = AT)
    String at = "";

    @Option(
        names = {"-r", "--recursive"},
        description = "with everything below")
    boolean recursive;

    @Override
    Request request() {
      return new Request.Ls(Places.absolute(place), at, recursive);
    }
  }

  @Command(name = "history", description = "List the snapshots in which a place changed.")
  static final class History extends AskCommand {
    @Parameters(paramLabel = "PLACE", description = PLACE)
    String place = "";

    @Override
    Request request() {
      return new Request.History(Places.absolute(place));
    }
  }

  @Command(name = "diff", description = "List what changed between two moments.")
  static final class Diff extends AskCommand {
    @Parameters(index = "0", paramLabel = "PLACE", description = PLACE)
    String place = "";

    @Parameters(index = "1", paramLabel = "FROM", description = AT)
    String from = "";

    @Parameters(index = "2", arity = "0..1", paramLabel = "TO", description = AT)
    String to = "";

    @Override
    Request request() {
      return new Request.Diff(Places.absolute(place), from, to);
    }
  }

  @Command(name = "cat", description = "Print the content of one file.")
  static final class Cat extends AskCommand {
    @Parameters(paramLabel = "PLACE", description = PLACE)
    String place = "";

    @Option(names = "--at", paramLabel = "MOMENT", description = AT)
    String at = "";

    @Override
    Request request() {
      return new Request.Cat(Places.absolute(place), at);
    }
  }

  @Command(name = "find", description = "Find paths by name, with * and ? as in a shell.")
  static final class Find extends AskCommand {
    @Parameters(index = "0", paramLabel = "PLACE", description = PLACE)
    String place = "";

    @Parameters(index = "1", paramLabel = "PATTERN", description = "such as '*.jpg'")
    String pattern = "";

    @Option(names = "--at", paramLabel = "MOMENT", description = AT)
    String at = "";

    @Override
    Request request() {
      return new Request.Find(Places.absolute(place), pattern, at);
    }
  }

  @Command(name = "restore", description = "Write what was kept to a directory, verified.")
  static final class Restore extends AskCommand {
    @Parameters(arity = "1..*", paramLabel = "PLACE", description = PLACE)
    List<String> places = new ArrayList<>();

    @Option(names = "--at", paramLabel = "MOMENT", description = AT)
    String at = "";

    @Option(
        names = "--to",
        required = true,
        paramLabel = "DIR",
        description = "where to; made when it is not there")
    @Nullable Path to;

    @Option(names = "--overwrite", description = "replace files that exist there")
    boolean overwrite;

    @Override
    Request request() {
      return new Request.Restore(
          places.stream().map(Places::absolute).toList(), at, absolute(to), overwrite);
    }
  }

  @Command(name = "verify", description = "Read back from the box, and compare.")
  static final class Verify extends AskCommand {
    @Parameters(paramLabel = "FOLDER", description = PLACE)
    String place = "";

    @Option(names = "--at", paramLabel = "MOMENT", description = AT)
    String at = "";

    @Option(
        names = "--percent",
        paramLabel = "N",
        description = "how much of the content, 1 to 100 (default: ${DEFAULT-VALUE})")
    int percent = 100;

    @Override
    Request request() {
      if (percent < 1 || percent > 100) {
        throw new ParameterException(
            java.util.Objects.requireNonNull(spec).commandLine(),
            "--percent takes 1 to 100; this is " + percent);
      }
      return new Request.Verify(Places.absolute(place), at, percent);
    }
  }

  @Command(name = "stop", description = "End the daemon.")
  static final class Stop extends AskCommand {
    @Override
    Request request() {
      return new Request.Stop();
    }
  }

  private static String absolute(@Nullable Path path) {
    return java.util.Objects.requireNonNull(path).toAbsolutePath().normalize().toString();
  }
}
