package farkeep.link.discovery;

import com.code_intelligence.jazzer.junit.FuzzTest;
import farkeep.fuzz.Bounds;
import farkeep.fuzz.Seeds;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What somebody on the network announces as a box, once the library has taken its records apart:
/// port, addresses, the host's name, and texts.
class BoxTextFuzzTest {
  private static final String TEXTS = "\nv=1\nid=" + "0f".repeat(32) + "\npair=1\npage=4878";

  static Stream<Arguments> announcements() {
    return Stream.of(
        Seeds.seed("IPv4", announced(new byte[] {(byte) 192, (byte) 168, 1, 20}, "farkeep.local.")),
        Seeds.seed("IPv6", announced(new byte[16], "farkeep-2")));
  }

  private static byte[] announced(byte[] address, String host) {
    byte[] text = (host + TEXTS).getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(5 + address.length + text.length)
        .putInt(4877)
        .put((byte) address.length)
        .put(address)
        .put(text)
        .array();
  }

  @MethodSource("announcements")
  @FuzzTest
  void an_announcement_is_a_box_or_none(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (in.remaining() < 5) return;
    int port = in.getInt();
    List<InetAddress> addresses = addresses(in);
    String[] lines = StandardCharsets.UTF_8.decode(in).toString().split("\n", -1);
    Map<String, String> texts = texts(lines);
    Bounds.hold(() -> {
      Optional<FoundBox> found =
          BoxText.read(new BoxText.Service(lines[0], port, addresses), texts);
      found.ifPresent(BoxTextFuzzTest::check);
    });
  }

  /// Addresses of four and of sixteen bytes, by turns, as many bytes as the first one says.
  private static List<InetAddress> addresses(ByteBuffer in) {
    int bytes = in.get() & 0xff;
    List<InetAddress> addresses = new ArrayList<>();
    for (int length = bytes % 16 == 0 ? 16 : 4;
        bytes >= length && in.remaining() >= length;
        bytes -= length, length = 20 - length) {
      byte[] address = new byte[length];
      in.get(address);
      addresses.add(address(address));
    }
    return addresses;
  }

  private static InetAddress address(byte[] address) {
    try {
      return InetAddress.getByAddress(address);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private static Map<String, String> texts(String[] lines) {
    Map<String, String> texts = new HashMap<>();
    for (int i = 1; i < lines.length; i++) {
      String[] parts = lines[i].split("=", 2);
      texts.put(parts[0], parts.length == 2 ? parts[1] : "");
    }
    return texts;
  }

  private static void check(FoundBox box) {
    List<InetSocketAddress> where = box.addresses();
    Bounds.require(
        !where.isEmpty() && where.size() <= FoundBox.ADDRESSES_MAX,
        "a box with %d addresses".formatted(where.size()));
    Bounds.require(
        where.stream().noneMatch(it -> it.getAddress().isMulticastAddress()), "a box that is many");
    Bounds.require(
        box.shown().chars().allMatch(letter -> letter >= ' ' && letter < 0x7f),
        "it would be shown as " + box.shown());
  }
}
