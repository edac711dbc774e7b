package farkeep.home.cli;

import farkeep.home.alarm.Channel;
import farkeep.home.alarm.Secret;
import farkeep.home.control.Request;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// The verbs that say how the owner is told of trouble.
final class AlarmCommands {
  private AlarmCommands() {}

  @Command(
      name = "alarm",
      description = "List the ways in which you are told of a box in trouble.",
      subcommands = {Add.class, Remove.class, Test.class, After.class})
  static final class Alarms extends AskCommand {
    @Override
    Request request() {
      return new Request.Alarms();
    }
  }

  @Command(
      name = "add",
      description = "Be told in one way more.",
      subcommands = {Desktop.class, Webhook.class, Ntfy.class, Email.class})
  static final class Add implements Runnable {
    @Spec @Nullable CommandSpec spec;

    @Override
    public void run() {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "which way: desktop, webhook, ntfy or email?");
    }
  }

  /// Where a token is found.
  static final class Token {
    @Option(
        names = "--token-file",
        paramLabel = "FILE",
        description = "a file, yours alone, with the token behind Authorization: Bearer")
    @Nullable Path file;

    @Option(
        names = "--token-variable",
        paramLabel = "NAME",
        description = "the same, in an environment variable of the daemon")
    @Nullable String variable;
  }

  private static @Nullable Secret secret(@Nullable Path file, @Nullable String variable) {
    if (file == null && variable == null) return null;
    return new Secret(file == null ? null : absolute(file), variable);
  }

  private static String absolute(Path file) {
    return file.toAbsolutePath().normalize().toString();
  }

  private static @Nullable Secret secret(@Nullable Token token) {
    return token == null ? null : secret(token.file, token.variable);
  }

  @Command(name = "desktop", description = "By a notification on this desktop.")
  static final class Desktop extends AskCommand {
    @Override
    Request request() {
      return new Request.AlarmAdd(new Channel.Desktop());
    }
  }

  @Command(name = "webhook", description = "By a JSON object, sent with POST.")
  static final class Webhook extends AskCommand {
    @Parameters(paramLabel = "URL", description = "http or https")
    String url = "";

    @ArgGroup @Nullable Token token;

    @Override
    Request request() {
      return new Request.AlarmAdd(new Channel.Webhook(url, secret(token)));
    }
  }

  @Command(name = "ntfy", description = "By ntfy, or what is compatible with it.")
  static final class Ntfy extends AskCommand {
    @Parameters(paramLabel = "URL", description = "of the topic: https://ntfy.sh/TOPIC")
    String url = "";

    @ArgGroup @Nullable Token token;

    @Override
    Request request() {
      return new Request.AlarmAdd(new Channel.Ntfy(url, secret(token)));
    }
  }

  @Command(name = "email", description = "By e-mail.")
  static final class Email extends AskCommand {
    @Parameters(paramLabel = "ADDRESS", description = "whom to; several with commas between them")
    String to = "";

    @Option(
        names = "--from",
        paramLabel = "ADDRESS",
        description = "the sender (default: the first whom it goes to)")
    @Nullable String from;

    @Option(
        names = "--smtp",
        required = true,
        paramLabel = "HOST:PORT",
        description = "the server that takes it, such as smtp.example.org:587")
    String server = "";

    @Option(
        names = "--security",
        paramLabel = "starttls|tls|none",
        description = "how the connection is sealed (default: tls at port 465, else starttls)")
    Channel.@Nullable Security security;

    @Option(names = "--user", paramLabel = "NAME", description = "who logs in")
    @Nullable String user;

    @ArgGroup @Nullable Password password;

    /// Where the password is found.
    static final class Password {
      @Option(
          names = "--password-file",
          paramLabel = "FILE",
          description = "a file, yours alone, with the password")
      @Nullable Path file;

      @Option(
          names = "--password-variable",
          paramLabel = "NAME",
          description = "the same, in an environment variable of the daemon")
      @Nullable String variable;
    }

    @Override
    Request request() {
      String sender = from == null ? to.split(",", 2)[0].strip() : from;
      Channel.Security usual =
          server.endsWith(":465") ? Channel.Security.TLS : Channel.Security.STARTTLS;
      return new Request.AlarmAdd(
          new Channel.Email(
              to,
              sender,
              server,
              security == null ? usual : security,
              user,
              password == null ? null : secret(password.file, password.variable)));
    }
  }

  @Command(name = "remove", description = "Be told in one way less.")
  static final class Remove extends AskCommand {
    @Parameters(paramLabel = "N", description = "its number, as `farkeep alarm` shows it")
    int number;

    @Override
    Request request() {
      return new Request.AlarmRemove(number);
    }
  }

  @Command(name = "test", description = "Send a test by each way, and say what was answered.")
  static final class Test extends AskCommand {
    @Override
    Request request() {
      return new Request.AlarmTest();
    }
  }

  @Command(name = "after", description = "Agree how long a box may be silent.")
  static final class After extends AskCommand {
    private static final Pattern SPAN = Pattern.compile("([0-9]{1,4})([hd])");

    @Parameters(paramLabel = "26h|3d", description = "hours or days; 26h unless you say otherwise")
    String span = "";

    @Override
    Request request() {
      Matcher matcher = SPAN.matcher(span);
      if (!matcher.matches()) {
        throw new ParameterException(
            Objects.requireNonNull(spec).commandLine(),
            "%s is no time; write hours or days, as in 26h or 3d".formatted(span));
      }
      long count = Long.parseLong(matcher.group(1));
      boolean hours = matcher.group(2).equals("h");
      Duration length = hours ? Duration.ofHours(count) : Duration.ofDays(count);
      return new Request.AlarmAfter(length.toSeconds());
    }
  }

  @Command(name = "events", description = "List what happened: outages, alarms, changes.")
  static final class Events extends AskCommand {
    @Option(
        names = "--last",
        paramLabel = "N",
        description = "only the last so many (default: ${DEFAULT-VALUE})")
    int last = 50;

    @Override
    Request request() {
      if (last < 1) {
        throw new ParameterException(
            Objects.requireNonNull(spec).commandLine(), "--last takes 1 and more; this is " + last);
      }
      return new Request.Events(last);
    }
  }
}
