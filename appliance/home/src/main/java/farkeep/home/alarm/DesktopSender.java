package farkeep.home.alarm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Shows a notification on the desktop, by `notify-send`, or by `gdbus` where only that is there.
/// Both say it to `org.freedesktop.Notifications` on the session's bus.
final class DesktopSender implements Sender {
  private static final int SECONDS_MAX = 20;
  private static final int SAID_BYTES_MAX = 4_096;

  private final Map<String, String> environment;

  /// @param environment of this process: where programs and the session's bus are
  DesktopSender(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public String send(Message message) throws IOException, InterruptedException {
    String bus =
        bus()
            .orElseThrow(() ->
                new IOException(
                    "no desktop session is there: nobody is logged in, or farkeep runs outside of the session"));
    ProcessBuilder builder = new ProcessBuilder(command(message));
    builder.environment().put("DBUS_SESSION_BUS_ADDRESS", bus);
    builder.redirectErrorStream(true);
    Process process = builder.start();
    process.getOutputStream().close();
    String said;
    try (InputStream out = process.getInputStream()) {
      if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
        throw new IOException("the desktop has not answered within %d s".formatted(SECONDS_MAX));
      }
      said = new String(out.readNBytes(SAID_BYTES_MAX), StandardCharsets.UTF_8).strip();
    } finally {
      process.destroyForcibly();
    }
    if (process.exitValue() == 0) return "shown on the desktop";
    throw new IOException("the desktop shows no notifications: " + said);
  }

  private Optional<String> bus() {
    String named = environment.get("DBUS_SESSION_BUS_ADDRESS");
    if (named != null && !named.isEmpty()) return Optional.of(named);
    String runtime = environment.get("XDG_RUNTIME_DIR");
    return Optional.ofNullable(runtime)
        .map(it -> Path.of(it, "bus"))
        .filter(Files::exists)
        .map(it -> "unix:path=" + it);
  }

  private List<String> command(Message message) throws IOException {
    Optional<Path> notifySend = program("notify-send");
    if (notifySend.isPresent()) {
      return List.of(
          notifySend.get().toString(),
          "--app-name=Farkeep",
          "--urgency=" + (message.kind() == Message.Kind.ALARM ? "critical" : "normal"),
          "--",
          message.title(),
          message.text().replace("\\", "\\\\")); // it takes `\\n` for a line's end
    }
    Path gdbus =
        program("gdbus")
            .orElseThrow(() ->
                new IOException(
                    "neither notify-send nor gdbus is installed; Debian has the first in libnotify-bin"));
    return List.of(
        gdbus.toString(),
        "call",
        "--session",
        "--dest=org.freedesktop.Notifications",
        "--object-path=/org/freedesktop/Notifications",
        "--method=org.freedesktop.Notifications.Notify",
        "--",
        quoted("Farkeep"),
        "uint32 0",
        quoted(""),
        quoted(message.title()),
        quoted(message.text()),
        "@as []",
        "@a{sv} {}",
        "int32 -1");
  }

  /// A string as GVariant's text format has it.
  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private Optional<Path> program(String name) {
    return Stream.of(environment.getOrDefault("PATH", "").split(":"))
        .filter(it -> it.startsWith("/"))
        .map(it -> Path.of(it, name))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
