package farkeep.link.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.objects.PeerId;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BoxTextTest {
  private static final PeerId BOX = PeerId.ofHex("5a".repeat(32));
  private static final Announcement SAID = new Announcement(BOX, 4877, true, OptionalInt.of(8480));

  @Test
  void what_is_announced_is_read_back() throws Exception {
    InetAddress where = InetAddress.getByName("192.168.1.20");
    assertThat(read("farkeep-2.local.", 4877, List.of(where), SAID.text()))
        .contains(
            new FoundBox(
                BOX,
                "farkeep-2",
                List.of(new InetSocketAddress(where, 4877)),
                true,
                OptionalInt.of(8480)));
  }

  @Test
  void nothing_but_id_version_pairing_and_page_is_said() {
    assertThat(SAID.text().keySet()).containsExactlyInAnyOrder("v", "id", "pair", "page");
    assertThat(SAID.instance()).isEqualTo("Farkeep 5a5a5a5a5a5a");
    assertThat(new Announcement(BOX, 1, false, OptionalInt.empty()).text())
        .doesNotContainKey("page")
        .containsEntry("pair", "0");
  }

  @Test
  void another_version_is_no_box_that_is_known() {
    assertThat(with("v", "2")).isEmpty();
    assertThat(with("v", null)).isEmpty();
  }

  @Test
  void an_id_that_is_none_is_refused() {
    assertThat(with("id", "5A".repeat(32))).isEmpty();
    assertThat(with("id", "5a".repeat(31))).isEmpty();
    assertThat(with("id", null)).isEmpty();
  }

  @Test
  void a_page_that_is_no_port_is_none() {
    assertThat(with("page", "65536").orElseThrow().pagePort()).isEmpty();
    assertThat(with("page", "0").orElseThrow().pagePort()).isEmpty();
    assertThat(with("page", "-1").orElseThrow().pagePort()).isEmpty();
    assertThat(with("page", "65535").orElseThrow().pagePort()).hasValue(65_535);
  }

  @Test
  void a_host_name_that_would_write_on_the_terminal_is_refused() {
    for (String name : List.of("\u001b[2Jfarkeep", "far keep", "", "a".repeat(64), "a.b")) {
      assertThat(read(name, 4877, List.of(lan(1)), SAID.text())).as(name).isEmpty();
    }
    assertThat(read("a".repeat(63), 4877, List.of(lan(1)), SAID.text())).isPresent();
  }

  @Test
  void addresses_that_lead_back_to_this_machine_or_to_everybody_are_not_dialled() throws Exception {
    List<InetAddress> odd =
        List.of(
            InetAddress.getByName("127.0.0.1"),
            InetAddress.getByName("0.0.0.0"),
            InetAddress.getByName("224.0.0.251"));
    assertThat(read("farkeep", 4877, odd, SAID.text())).isEmpty();
  }

  @Test
  void no_port_is_no_box() {
    assertThat(read("farkeep", 0, List.of(lan(1)), SAID.text())).isEmpty();
    assertThat(read("farkeep", 65_536, List.of(lan(1)), SAID.text())).isEmpty();
  }

  @Test
  void no_more_addresses_are_taken_than_the_bound_says() {
    List<InetAddress> many =
        IntStream.rangeClosed(1, FoundBox.ADDRESSES_MAX + 1).mapToObj(BoxTextTest::lan).toList();
    assertThat(read("farkeep", 4877, many, SAID.text()).orElseThrow().addresses())
        .hasSize(FoundBox.ADDRESSES_MAX);
  }

  private static Optional<FoundBox> with(String key, String value) {
    Map<String, String> text = new HashMap<>(SAID.text());
    if (value == null) text.remove(key);
    else text.put(key, value);
    return read("farkeep.local.", 4877, List.of(lan(1)), text);
  }

  private static Optional<FoundBox> read(
      String server, int port, List<InetAddress> addresses, Map<String, String> text) {
    return BoxText.read(new BoxText.Service(server, port, addresses), text);
  }

  private static InetAddress lan(int last) {
    try {
      return InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) last});
    } catch (java.net.UnknownHostException e) {
      throw new AssertionError(e);
    }
  }
}
