package farkeep.home.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.home.control.Event;
import farkeep.home.engine.Ports;
import farkeep.link.carrier.Carrier;
import farkeep.link.carrier.Link;
import farkeep.link.carrier.NobodyAnsweredException;
import farkeep.link.carrier.Pin;
import farkeep.link.carrier.PinMismatchException;
import farkeep.link.carrier.ProtocolNotOfferedException;
import farkeep.link.carrier.TlsIdentity;
import farkeep.link.discovery.Finder;
import farkeep.link.discovery.FoundBox;
import farkeep.link.pairing.PairingFailedException;
import farkeep.link.pairing.PairingSecret;
import farkeep.link.pairing.PairingText;
import farkeep.objects.Bytes32;
import farkeep.objects.PeerId;
import farkeep.objects.port.Randomness;
import farkeep.objects.port.Tasks;
import farkeep.objects.system.SystemClocks;
import farkeep.objects.system.SystemTasks;
import farkeep.testkit.SeededRandomness;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Where a home dials a box that it is to be paired with, in which order, how often, and whom it
/// expects there.
class PairingDialTest {
  private static final Randomness RANDOMNESS = new SeededRandomness(1);
  private static final Tasks TASKS = new SystemTasks();
  private static final Ports PORTS = new Ports(TASKS, new SystemClocks(), RANDOMNESS);
  private static final PeerId BOX = new PeerId(new Bytes32(1, 2, 3, 4));
  private static final Pin PIN = new Pin(new Bytes32(5, 6, 7, 8));

  private final List<Event> told = new ArrayList<>();
  private final Scripted carrier = new Scripted();
  private Finder finder = Finder.NONE;

  private PairingDial dial() {
    Arrivals arrivals = new Arrivals(TASKS, new SystemClocks(), false);
    return new PairingDial(carrier, new LanSearch(finder, PORTS), arrivals, told::add);
  }

  private static PairingText text(String... addresses) {
    return PairingText.of(BOX, PIN, List.of(addresses), PairingSecret.random(RANDOMNESS));
  }

  @Test
  void a_box_that_does_not_answer_is_dialled_so_often_and_no_more() {
    carrier.answers.put("127.0.0.1:4877", new NobodyAnsweredException("nobody answered"));

    assertThatThrownBy(() -> dial().byCode("127.0.0.1:4877"))
        .isInstanceOf(NobodyAnsweredException.class);

    assertThat(carrier.dialled).hasSize(PairingDial.CODE_DIALS_MAX).containsOnly("127.0.0.1:4877");
    assertThat(carrier.expected).containsOnly(new Carrier.Expected.AnyForPairing());
    assertThat(told)
        .hasSize(PairingDial.CODE_DIALS_MAX - 1)
        .allSatisfy(note -> assertThat(note.toString()).contains("127.0.0.1", "4877", "once more"));
  }

  @Test
  void a_box_that_answers_and_refuses_is_not_asked_again() {
    carrier.answers.put("127.0.0.1:4877", new ProtocolNotOfferedException("its window is closed"));

    assertThatThrownBy(() -> dial().byCode("127.0.0.1:4877")).hasMessage("its window is closed");

    assertThat(carrier.dialled).hasSize(1);
    assertThat(told).isEmpty();
  }

  @Test
  void the_addresses_of_a_text_are_dialled_in_their_order_and_only_its_box_is_expected() {
    carrier.answers.put("a:1", new NobodyAnsweredException("nobody at a"));
    carrier.answers.put("b:2", new PinMismatchException("somebody else at b"));
    carrier.answers.put("c:3", new IOException("c is full"));
    carrier.answers.put("d:4", new IOException("d is full"));

    assertThatThrownBy(() -> dial().byText(text("a:1", "b:2", "c:3", "d:4")))
        .as("what the first said")
        .hasMessage("nobody at a");

    assertThat(carrier.dialled).containsExactly("a:1", "a:1", "b:2", "c:3", "d:4");
    assertThat(carrier.expected).containsOnly(new Carrier.Expected.OneOf(Set.of(PIN)));
    assertThat(told)
        .extracting(Event::toString)
        .satisfiesExactly(
            note -> assertThat(note).contains("once more"),
            note -> assertThat(note).contains("nobody at a"),
            note -> assertThat(note).contains("somebody else at b"),
            note -> assertThat(note).contains("c is full"),
            note -> assertThat(note).contains("d is full"));
  }

  @Test
  void a_box_whose_window_is_closed_takes_no_text() {
    carrier.answers.put("a:1", new ProtocolNotOfferedException("a is closed"));
    carrier.answers.put("b:2", new PinMismatchException("somebody else at b"));

    assertThatThrownBy(() -> dial().byText(text("a:1", "b:2")))
        .isInstanceOf(PairingFailedException.class)
        .hasMessage(PairingDial.TEXT_USED_UP);
  }

  @Test
  void a_box_that_is_at_none_of_its_addresses_is_dialled_where_its_id_is_announced() {
    carrier.answers.put("a:1", new PinMismatchException("somebody else at a"));
    carrier.answers.put("10.0.0.9:7", new PinMismatchException("somebody else there too"));
    PeerId other = new PeerId(new Bytes32(9, 9, 9, 9));
    finder = (_, _) -> List.of(found(other, "10.0.0.8"), found(BOX, "10.0.0.9"));

    assertThatThrownBy(() -> dial().byText(text("a:1"))).hasMessage("somebody else at a");

    assertThat(carrier.dialled).containsExactly("a:1", "10.0.0.9:7");
    assertThat(carrier.expected).containsOnly(new Carrier.Expected.OneOf(Set.of(PIN)));
  }

  private static FoundBox found(PeerId box, String ip) {
    return new FoundBox(
        box, "farkeep", List.of(new InetSocketAddress(ip, 7)), true, OptionalInt.empty());
  }

  @Test
  void a_text_without_addresses_of_a_box_that_is_not_here_says_what_to_do() {
    assertThatThrownBy(() -> dial().byText(text()))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("--listen");
    assertThat(carrier.dialled).isEmpty();
  }

  @Test
  void a_text_whose_address_is_none_is_refused_before_anything_is_dialled() {
    assertThatThrownBy(() -> dial().byText(text("a:1", "there")))
        .hasMessageContaining("there is no address");
    assertThat(carrier.dialled).isEmpty();
  }

  /// Fails at each address as the test says.
  private static final class Scripted implements Carrier {
    final Map<String, IOException> answers = new HashMap<>();
    final List<String> dialled = new ArrayList<>();
    final List<Expected> expected = new ArrayList<>();

    @Override
    public Link dial(InetSocketAddress address, Expected who, String protocol) throws IOException {
      assertThat(protocol).isEqualTo(PAIRING);
      String at = address.getHostString() + ":" + address.getPort();
      dialled.add(at);
      expected.add(who);
      throw answers.get(at);
    }

    @Override
    public Listener listen(InetSocketAddress address, TlsIdentity identity, Admission admission) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }
}
