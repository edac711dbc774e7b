package farkeep.box.configuration;

import farkeep.link.carrier.QuicChoice;
import farkeep.objects.log.LogBody;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// All settings of a box, checked.
///
/// @param data the data directory
/// @param reach how the box is reached and whom it dials
/// @param storage how it fills its disk
/// @param panel which lights, button and serial lines it uses
/// @param around what it has to do with the machine and network around it
public record BoxConfiguration(
    Path data, Reach reach, Storage storage, PanelSettings panel, Around around) {
  /// Where data is when nothing is set.
  public static final Path DATA_DEFAULT = Path.of("/var/lib/farkeep");

  /// Where the box listens when nothing is set: every address of the machine.
  public static final HostPort LISTEN_DEFAULT = new HostPort("0.0.0.0", 4877);

  /// Where the page listens when nothing is set.
  public static final HostPort PAGE_DEFAULT = new HostPort("0.0.0.0", 4878);

  /// Addresses that a box dials.
  public static final int DIAL_HOME_MAX = 16;

  /// Addresses that a box says it is at: as many as its record holds.
  public static final int ANNOUNCE_MAX = LogBody.ADDRESSES_MAX;

  /// The smallest and the largest pack.
  public static final long PACK_BYTES_MIN = 16L << 20;

  /// The largest pack: places in it are counted in 22 bits of 64 bytes.
  public static final long PACK_BYTES_MAX = 256L << 20;

  /// How the box is reached and whom it dials.
  ///
  /// @param announce where it says it is; empty: where it listens
  /// @param mdns whether it announces itself on its networks
  /// @param page where its page listens; empty: nowhere
  public record Reach(
      HostPort listen,
      QuicChoice quic,
      List<HostPort> dialHome,
      List<HostPort> announce,
      boolean mdns,
      Optional<HostPort> page) {}

  /// What a box has to do with the machine and the network around it.
  ///
  /// @param internetCheck a name server that is asked whether the internet works
  /// @param shutdown the program that switches the machine off, and its arguments; empty: none
  /// @param updates whether the machine's installer fetches updates that homes have sent
  /// @param notes what the machine's own scripts write for the box
  /// @param readyFile written once the box can be reached
  public record Around(
      Optional<HostPort> internetCheck,
      List<String> shutdown,
      boolean updates,
      Notes notes,
      Optional<Path> readyFile) {}

  /// Files that the machine's own scripts write for the box.
  ///
  /// @param updateStatus what became of the last update; empty: nobody says it
  /// @param smartReports directory of what disks say of themselves; empty: the box asks them
  /// @param blankDisk which blank disk is plugged in; empty: nobody says it
  /// @param adoptDisk written by the box, when somebody in the house agrees to that disk; empty:
  ///   nobody waits for it
  public record Notes(
      Optional<Path> updateStatus,
      Optional<Path> smartReports,
      Optional<Path> blankDisk,
      Optional<Path> adoptDisk) {}

  /// Files that the machine's own scripts write for the box.
  public Notes notes() {
    return around.notes;
  }

  /// A name server that is asked whether the internet works.
  public Optional<HostPort> internetCheck() {
    return around.internetCheck;
  }

  /// The program that switches the machine off, and its arguments; empty: none.
  public List<String> shutdown() {
    return around.shutdown;
  }

  /// Whether updates of the machine are taken from homes.
  public boolean updates() {
    return around.updates;
  }

  /// A file that is written once the box can be reached.
  public Optional<Path> readyFile() {
    return around.readyFile;
  }

  /// How the box fills its disk.
  ///
  /// @param reserveBytes never filled with objects; empty: 2 GiB or 5 % of the disk, the larger
  /// @param packBytes at which length a pack of chunks is sealed
  public record Storage(OptionalLong reserveBytes, long packBytes) {}

  /// Checks settings; a later one of the same key replaces the earlier, but addresses of homes and
  /// those announced are collected.
  ///
  /// @throws ConfigurationException a key is unknown or a value out of bounds
  public static BoxConfiguration of(List<Setting> settings) throws ConfigurationException {
    Map<Key, Setting> last = new EnumMap<>(Key.class);
    List<HostPort> dialHome = new ArrayList<>();
    List<HostPort> announce = new ArrayList<>();
    for (Setting setting : settings) {
      Key key =
          Key.of(setting.key()).orElseThrow(() -> setting.wrong("one of the keys " + Key.all()));
      last.put(key, setting);
      if (key == Key.DIAL_HOME) dialHome.add(Values.address(setting));
      if (key == Key.ANNOUNCE) announce.add(Values.address(setting));
      if (dialHome.size() > DIAL_HOME_MAX || announce.size() > ANNOUNCE_MAX) {
        throw setting.wrong("at most " + DIAL_HOME_MAX + " addresses");
      }
    }
    Values values = new Values(last);
    return new BoxConfiguration(
        values.path(Key.DATA).orElse(DATA_DEFAULT),
        new Reach(
            values.address(Key.LISTEN).orElse(LISTEN_DEFAULT),
            values.quic(),
            List.copyOf(dialHome),
            List.copyOf(announce),
            values.isOn(Key.MDNS, true),
            values.addressOrOff(Key.PAGE, PAGE_DEFAULT)),
        new Storage(
            values.bytes(Key.RESERVE_BYTES, 0, 1L << 60),
            values.bytes(Key.PACK_BYTES, PACK_BYTES_MIN, PACK_BYTES_MAX).orElse(PACK_BYTES_MAX)),
        PanelSettings.of(values),
        new Around(
            values.address(Key.INTERNET_CHECK),
            values.command(Key.SHUTDOWN),
            values.isOn(Key.UPDATES, false),
            new Notes(
                values.path(Key.UPDATE_STATUS),
                values.path(Key.SMART_REPORTS),
                values.path(Key.BLANK_DISK),
                values.path(Key.ADOPT_DISK)),
            values.path(Key.READY_FILE)));
  }
}
