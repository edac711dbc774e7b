package farkeep.home.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On a real session bus, with a service that shows notifications to this test.
class DesktopSenderTest {
  private static final Message ALARM =
      new Message(
          Message.Kind.ALARM,
          "1f2e",
          "attic",
          "SILENT 1f2e",
          "Farkeep: box 'attic' is silent",
          "--nothing\\was heard of it: Straße",
          HandClock.START);

  /// Takes the name of the notification service, says where the bus is, and prints what is shown.
  private static final String SERVICE =
      """
      import os, dbus, dbus.service
      from dbus.mainloop.glib import DBusGMainLoop
      from gi.repository import GLib
      DBusGMainLoop(set_as_default=True)
      class Service(dbus.service.Object):
          @dbus.service.method("org.freedesktop.Notifications", in_signature="susssasa{sv}i", out_signature="u")
          def Notify(self, app, old, icon, title, text, actions, hints, time):
              print("shown|%s|%s|%s|%s" % (app, title, text, hints.get("urgency", "none")), flush=True)
              return 1
          @dbus.service.method("org.freedesktop.Notifications", out_signature="ssss")
          def GetServerInformation(self):
              return "test", "test", "1", "1.2"
          @dbus.service.method("org.freedesktop.Notifications", out_signature="as")
          def GetCapabilities(self):
              return ["body"]
      bus = dbus.SessionBus()
      name = dbus.service.BusName("org.freedesktop.Notifications", bus)
      service = Service(bus, "/org/freedesktop/Notifications")
      print(os.environ["DBUS_SESSION_BUS_ADDRESS"], flush=True)
      GLib.MainLoop().run()
      """;

  @TempDir Path directory;

  @Test
  void a_notification_is_shown_by_either_program() throws Exception {
    Assumptions.assumeTrue(has("dbus-run-session") && has("python3") && hasPythonBus());
    Path script = directory.resolve("service.py");
    Files.writeString(script, SERVICE);
    Process session =
        new ProcessBuilder("dbus-run-session", "--", "/usr/bin/python3", script.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader shown = session.inputReader()) {
      String bus = shown.readLine();
      for (String program : new String[] {"notify-send", "gdbus"}) {
        if (!has(program)) continue;
        DesktopSender sender =
            new DesktopSender(
                Map.of("DBUS_SESSION_BUS_ADDRESS", bus, "PATH", only(program).toString()));
        assertThat(sender.send(ALARM)).isEqualTo("shown on the desktop");
        assertThat(shown.readLine())
            .startsWith("shown|Farkeep|" + ALARM.title() + "|" + ALARM.text() + "|");
      }
    } finally {
      session.descendants().forEach(ProcessHandle::destroyForcibly);
      session.destroyForcibly();
    }
  }

  @Test
  void no_session_is_told_as_such() {
    assertThatThrownBy(() -> new DesktopSender(Map.of("PATH", "/usr/bin")).send(ALARM))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no desktop session is there");
  }

  @Test
  void a_session_bus_that_is_gone_is_told_with_what_the_program_says() {
    Assumptions.assumeTrue(has("notify-send") || has("gdbus"));
    Map<String, String> gone =
        Map.of("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus", "PATH", "/usr/bin");
    assertThatThrownBy(() -> new DesktopSender(gone).send(ALARM))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the desktop shows no notifications: ");
  }

  @Test
  void a_desktop_without_a_program_for_it_says_which_to_install() {
    Map<String, String> bare =
        Map.of("DBUS_SESSION_BUS_ADDRESS", "unix:path=/x", "PATH", directory.toString());
    assertThatThrownBy(() -> new DesktopSender(bare).send(ALARM))
        .hasMessageContaining("libnotify-bin");
  }

  /// A directory with one program in it.
  private Path only(String program) throws IOException {
    Path bin = Files.createDirectories(directory.resolve("only-" + program));
    Files.createSymbolicLink(bin.resolve(program), Path.of("/usr/bin", program));
    return bin;
  }

  private static boolean has(String program) {
    return Files.isExecutable(Path.of("/usr/bin", program));
  }

  private static boolean hasPythonBus() throws Exception {
    return new ProcessBuilder("/usr/bin/python3", "-c", "import dbus, gi").start().waitFor() == 0;
  }
}
