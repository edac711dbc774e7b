package farkeep.box;

import farkeep.box.configuration.BoxConfiguration;
import farkeep.box.configuration.ConfigurationException;
import farkeep.box.configuration.ConfigurationFile;
import farkeep.box.configuration.Key;
import farkeep.box.configuration.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/// The flags that every command takes. They override the configuration file.
final class SettingsOptions {
  private static final Path FILE_DEFAULT = Path.of("/etc/farkeep/farkeep-box.conf");

  private final List<Setting> flags = new ArrayList<>();
  private Path file = FILE_DEFAULT;
  private boolean fileNamed;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration file; /etc/farkeep/farkeep-box.conf if there is one.")
  void config(Path value) {
    file = value;
    fileNamed = true;
  }

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data directory; /var/lib/farkeep unless set.")
  void data(String value) {
    add(Key.DATA, value);
  }

  @Option(
      names = "--listen",
      paramLabel = "ADDR:PORT",
      description = "Where to listen; 0.0.0.0:4877 unless set. Port 0 takes a free one.")
  void listen(String value) {
    add(Key.LISTEN, value);
  }

  @Option(
      names = "--quic",
      paramLabel = "auto|native|kwik",
      description = "Which QUIC; auto unless set.")
  void quic(String value) {
    flags.add(new Setting("--quic", Key.LINK_QUIC.text(), value));
  }

  @Option(
      names = "--reserve-bytes",
      paramLabel = "BYTES",
      description = "Bytes of the disk left free; 2 GiB or 5 %%, the larger, unless set.")
  void reserveBytes(String value) {
    add(Key.RESERVE_BYTES, value);
  }

  @Option(
      names = "--pack-bytes",
      paramLabel = "BYTES",
      description = "At which length a pack of chunks is sealed; 256 MiB unless set.")
  void packBytes(String value) {
    add(Key.PACK_BYTES, value);
  }

  @Option(
      names = "--dial-home",
      paramLabel = "HOST:PORT",
      description = "A home to dial; may be given several times.")
  void dialHome(List<String> values) {
    flags.removeIf(flag -> flag.key().equals(Key.DIAL_HOME.text()));
    values.forEach(value -> add(Key.DIAL_HOME, value));
  }

  @Option(
      names = "--announce",
      paramLabel = "HOST:PORT",
      description = "Where to say the box is, when not where it listens; several times.")
  void announce(List<String> values) {
    flags.removeIf(flag -> flag.key().equals(Key.ANNOUNCE.text()));
    values.forEach(value -> add(Key.ANNOUNCE, value));
  }

  @Option(
      names = "--internet-check",
      paramLabel = "HOST:PORT",
      description = "A name server to ask whether the internet works; none unless set.")
  void internetCheck(String value) {
    add(Key.INTERNET_CHECK, value);
  }

  @Option(
      names = "--mdns",
      paramLabel = "on|off",
      description = "Whether to announce the box on its network; on unless set.")
  void mdns(String value) {
    add(Key.MDNS, value);
  }

  @Option(
      names = "--page",
      paramLabel = "ADDR:PORT|off",
      description = "Where the status page listens; 0.0.0.0:4878 unless set.")
  void page(String value) {
    add(Key.PAGE, value);
  }

  @Option(
      names = "--ready-file",
      paramLabel = "FILE",
      description = "A file to write the address to, once the box can be reached.")
  void readyFile(String value) {
    add(Key.READY_FILE, value);
  }

  @Option(
      names = "--lights",
      paramLabel = "auto|board|off|DIR",
      description = "Which lights to use; auto unless set.")
  void lights(String value) {
    add(Key.LIGHTS, value);
  }

  @Option(
      names = "--gpio",
      paramLabel = "auto|off",
      description = "Whether to use lamps and button on GPIO lines; auto unless set.")
  void gpio(String value) {
    add(Key.GPIO, value);
  }

  @Option(
      names = "--gpio-chip",
      paramLabel = "LABEL",
      description = "The label of the GPIO chip; that of a Raspberry Pi's header unless set.")
  void gpioChip(String value) {
    add(Key.GPIO_CHIP, value);
  }

  @Option(
      names = "--gpio-lamps",
      paramLabel = "G,A,R,ACT|none",
      description = "GPIO lines of the lamps; 17,27,22,23 unless set.")
  void gpioLamps(String value) {
    add(Key.GPIO_LAMPS, value);
  }

  @Option(
      names = "--gpio-button",
      paramLabel = "LINE|none",
      description = "The GPIO line of the button, such as 24; none unless set.")
  void gpioButton(String value) {
    add(Key.GPIO_BUTTON, value);
  }

  @Option(
      names = "--display",
      paramLabel = "DEVICE,KIND,SIZE",
      description = "A text display, such as /dev/ttyUSB0,hd44780,20x4.")
  void display(String value) {
    add(Key.DISPLAY, value);
  }

  @Option(
      names = "--ups",
      paramLabel = "DEVICE",
      description = "The serial line of a UPS that speaks Megatec.")
  void ups(String value) {
    add(Key.UPS, value);
  }

  @Option(names = "--console", paramLabel = "DEVICE", description = "A serial line for a menu.")
  void console(String value) {
    add(Key.CONSOLE, value);
  }

  @Option(
      names = "--shutdown",
      paramLabel = "COMMAND|off",
      description = "What switches the machine off, such as '/usr/bin/systemctl poweroff'.")
  void shutdown(String value) {
    add(Key.SHUTDOWN, value);
  }

  @Option(
      names = "--updates",
      paramLabel = "on|off",
      description = "Whether homes may send updates of this machine; off unless set.")
  void updates(String value) {
    add(Key.UPDATES, value);
  }

  @Option(
      names = "--update-status",
      paramLabel = "FILE",
      description = "Where the machine notes what became of its last update; none unless set.")
  void updateStatus(String value) {
    add(Key.UPDATE_STATUS, value);
  }

  @Option(
      names = "--smart-reports",
      paramLabel = "DIR",
      description = "Reports of smartctl to read; the box runs smartctl unless set.")
  void smartReports(String value) {
    add(Key.SMART_REPORTS, value);
  }

  @Option(
      names = "--blank-disk",
      paramLabel = "FILE",
      description = "Where the machine notes which blank disk is plugged in; none unless set.")
  void blankDisk(String value) {
    add(Key.BLANK_DISK, value);
  }

  @Option(
      names = "--adopt-disk",
      paramLabel = "FILE",
      description = "The file that has the machine take such a disk; none unless set.")
  void adoptDisk(String value) {
    add(Key.ADOPT_DISK, value);
  }

  private void add(Key key, String value) {
    flags.add(new Setting("--" + key.text(), key.text(), value));
  }

  /// Everything that is set, checked.
  BoxConfiguration configuration() throws IOException, ConfigurationException {
    List<Setting> settings = new ArrayList<>();
    if (fileNamed || Files.exists(file)) settings.addAll(ConfigurationFile.read(file));
    settings.addAll(flags);
    return BoxConfiguration.of(settings);
  }
}
