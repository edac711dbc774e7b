package farkeep.home.doctor;

import farkeep.home.control.Event;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/// What this machine gives: watches, and somebody who starts the daemon.
public final class MachineCheck {
  private static final Path WATCHES = Path.of("sys/fs/inotify/max_user_watches");
  private static final Path INSTANCES = Path.of("sys/fs/inotify/max_user_instances");

  private static final int DIGITS_MAX = 32;

  /// Each bound folder takes one, and other programs want theirs.
  static final long SPARE_INSTANCES = 16;

  private final Findings findings;
  private final Places places;

  /// Where Linux and systemd keep what is looked at.
  ///
  /// @param proc `/proc`
  /// @param wants directories with links to the user units that start by themselves
  /// @param lingers there when this user's units run without a login
  public record Places(Path proc, List<Path> wants, Path lingers) {
    /// Those of this machine.
    public static Places system() {
      String user = System.getProperty("user.name");
      Path configuration = Path.of(System.getProperty("user.home"), ".config");
      return new Places(
          Path.of("/proc"),
          List.of(
              configuration.resolve("systemd/user/default.target.wants"),
              Path.of("/etc/systemd/user/default.target.wants")),
          Path.of("/var/lib/systemd/linger").resolve(user));
    }
  }

  /// Looks at these places.
  public MachineCheck(Findings findings, Places places) {
    this.findings = findings;
    this.places = places;
  }

  /// Whether changes are told at once.
  public void watches(Event.Status status) {
    long directories =
        status.folders().stream()
            .filter(it -> it.path() != null)
            .mapToLong(it -> it.paths() - it.files())
            .sum();
    OptionalLong most = number(WATCHES);
    if (most.isPresent()) {
      String said =
          "%d directories at most can be watched; the folders have up to %d"
              .formatted(most.getAsLong(), directories);
      if (directories > most.getAsLong()) {
        findings.hint(
            "watches",
            "",
            said + ", the rest is looked at in turn",
            "sysctl fs.inotify.max_user_watches=%d, and the same line in /etc/sysctl.d/farkeep.conf"
                .formatted(Math.max(524_288, directories * 2)));
      } else {
        findings.ok("watches", "", said);
      }
    }
    OptionalLong instances = number(INSTANCES);
    long bound = status.folders().stream().filter(it -> it.path() != null).count();
    if (instances.isPresent() && instances.getAsLong() < bound + SPARE_INSTANCES) {
      findings.hint(
          "watches",
          "",
          "%d folders share %d watchers with all of this user's programs"
              .formatted(bound, instances.getAsLong()),
          "sysctl fs.inotify.max_user_instances=1024, and the same line in /etc/sysctl.d/farkeep.conf");
    }
  }

  private OptionalLong number(Path which) {
    // in one read, as the kernel gives the second one nothing: readString begins with one byte
    try (InputStream in = Files.newInputStream(places.proc().resolve(which))) {
      String text = new String(in.readNBytes(DIGITS_MAX), StandardCharsets.US_ASCII);
      return OptionalLong.of(Long.parseLong(text.strip()));
    } catch (IOException | NumberFormatException e) {
      return OptionalLong.empty(); // another system than Linux, or a container without it
    }
  }

  /// Whether changes are sent without anybody typing.
  ///
  /// @param answers whether a daemon answered
  public void daemon(boolean answers) {
    boolean enabled =
        places.wants().stream().anyMatch(it -> Files.exists(it.resolve("farkeep.service")));
    if (answers) {
      findings.ok("daemon", "", "runs");
    } else if (enabled) {
      findings.wrong(
          "daemon",
          "",
          "does not run, though its unit is enabled",
          "`systemctl --user status farkeep` says why; `systemctl --user restart farkeep` starts it");
    } else {
      findings.hint(
          "daemon",
          "",
          "does not run: changes are sent only when `farkeep sync` is typed",
          "`systemctl --user enable --now farkeep`, or `farkeep run`");
    }
    if (enabled && !Files.exists(places.lingers())) {
      findings.hint(
          "daemon", "", "ends when this user logs out", "`loginctl enable-linger` lets it go on");
    }
  }
}
