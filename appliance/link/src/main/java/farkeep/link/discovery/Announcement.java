package farkeep.link.discovery;

import farkeep.objects.PeerId;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/// What a box says of itself to everybody on its network: nothing private.
///
/// @param box its id
/// @param port the UDP port at which it listens
/// @param pairing whether its pairing window is open
/// @param pagePort the TCP port of its page; empty: it has none
public record Announcement(PeerId box, int port, boolean pairing, OptionalInt pagePort) {
  /// The service's type.
  public static final String SERVICE = "_farkeep._udp";

  /// The host name that the first box on a network gets; the next are `farkeep-2` and so on.
  public static final String HOST = "farkeep";

  /// The version of what is announced.
  public static final int VERSION = 1;

  /// The service's instance name: no two boxes share it.
  public String instance() {
    return "Farkeep " + box.abbreviated();
  }

  /// The TXT record: `v`, `id`, `pair` (`0` or `1`), and `page` when there is one.
  public Map<String, String> text() {
    Map<String, String> text = new TreeMap<>();
    text.put(BoxText.VERSION, Integer.toString(VERSION));
    text.put(BoxText.ID, box.toString());
    text.put(BoxText.PAIRING, pairing ? "1" : "0");
    pagePort.ifPresent(it -> text.put(BoxText.PAGE, Integer.toString(it)));
    return text;
  }
}
