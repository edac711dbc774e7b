package farkeep.box.configuration;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/// What can be set, by the name it has in `farkeep-box.conf`. The flag of the same name with `--`
/// in front overrides it.
public enum Key {
  /// The data directory.
  DATA("data"),
  /// Where the box listens.
  LISTEN("listen"),
  /// Which QUIC.
  LINK_QUIC("link.quic"),
  /// Bytes of the disk that are never filled with objects.
  RESERVE_BYTES("reserve-bytes"),
  /// At which length a pack of chunks is sealed.
  PACK_BYTES("pack-bytes"),
  /// An address of a home that the box dials; may be given several times.
  DIAL_HOME("dial-home"),
  /// An address that the box says it is at, in place of where it listens; may be given several
  /// times.
  ANNOUNCE("announce"),
  /// A name server that is asked now and then whether the internet works.
  INTERNET_CHECK("internet-check"),
  /// Whether the box announces itself on its networks.
  MDNS("mdns"),
  /// Where the status page listens, or `off`.
  PAGE("page"),
  /// Which lamps are used.
  LIGHTS("lights"),
  /// Whether lamps and button on GPIO lines are used.
  GPIO("gpio"),
  /// The label of the GPIO chip.
  GPIO_CHIP("gpio-chip"),
  /// The GPIO lines of the lamps.
  GPIO_LAMPS("gpio-lamps"),
  /// The GPIO line of the button.
  GPIO_BUTTON("gpio-button"),
  /// A text display.
  DISPLAY("display"),
  /// The line of a battery.
  UPS("ups"),
  /// The line of a terminal.
  CONSOLE("console"),
  /// What switches the machine off.
  SHUTDOWN("shutdown"),
  /// Whether updates of the machine are taken from homes.
  UPDATES("updates"),
  /// The note about the last update of the machine.
  UPDATE_STATUS("update-status"),
  /// The directory with what disks say of themselves, written by somebody with the right to ask.
  SMART_REPORTS("smart-reports"),
  /// The note about a blank disk that is plugged in.
  BLANK_DISK("blank-disk"),
  /// The file by which somebody in the house agrees to such a disk.
  ADOPT_DISK("adopt-disk"),
  /// A file that is written once the box can be reached.
  READY_FILE("ready-file");

  private final String text;

  Key(String text) {
    this.text = text;
  }

  /// As it stands in the file.
  public String text() {
    return text;
  }

  static Optional<Key> of(String text) {
    return Arrays.stream(values()).filter(key -> key.text.equals(text)).findFirst();
  }

  static String all() {
    return Arrays.stream(values()).map(Key::text).collect(Collectors.joining(", "));
  }
}
