package farkeep.link.carrier.portable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.link.carrier.Doorkeeper;
import farkeep.link.carrier.LinkSettings;
import farkeep.testkit.tasks.SimulatedTasks;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class GateTest {
  private static final int INITIAL = 0;
  private static final int ZERO_RTT = 1;
  private static final int HANDSHAKE = 2;
  private static final int RETRY = 3;
  private static final byte[] CALLERS_ID = {1, 1, 1, 1};
  private static final byte[] OTHER_ID = {2, 2, 2, 2};
  private static final byte[] KWIKS_ID = {3, 3, 3, 3, 3, 3, 3, 3};
  private static final byte[] NO_TOKEN = {};
  private static final byte[] TOKEN = {9, 8, 7, 6};

  private final SimulatedTasks tasks = new SimulatedTasks(1);
  private final List<DatagramPacket> sentPast = new ArrayList<>();
  private int handshakes;
  private final Gate gate = gate(LinkSettings.ordinary());

  private Gate gate(LinkSettings settings) {
    Doorkeeper doorkeeper = new Doorkeeper(settings.counts(), tasks, tasks);
    return new Gate(
        doorkeeper,
        settings.times(),
        tasks,
        tasks,
        new Gate.Door() {
          @Override
          public void send(DatagramPacket datagram) {
            sentPast.add(datagram);
          }

          @Override
          public void handshakeBegins() {
            handshakes++;
          }
        });
  }

  /// From networks of their own, so that the rate of one network does not count.
  private static InetSocketAddress caller(int number) {
    return new InetSocketAddress("10." + number / 256 + "." + number % 256 + ".1", 4711);
  }

  private static DatagramPacket longPacket(
      int type, InetSocketAddress peer, byte[] to, byte[] from, byte[] token) {
    ByteBuffer bytes = ByteBuffer.allocate(ForgedPackets.INITIAL_BYTES_MIN);
    bytes.put((byte) (0xc0 | type << 4)).putInt(1);
    bytes.put((byte) to.length).put(to).put((byte) from.length).put(from);
    if (type == INITIAL) bytes.put((byte) token.length);
    bytes.put(token);
    int length = type == RETRY ? bytes.position() + 16 : bytes.capacity();
    return new DatagramPacket(bytes.array(), length, peer);
  }

  private static DatagramPacket first(InetSocketAddress from) {
    return longPacket(INITIAL, from, OTHER_ID, CALLERS_ID, NO_TOKEN);
  }

  private static DatagramPacket proof(InetSocketAddress from) {
    return longPacket(INITIAL, from, KWIKS_ID, CALLERS_ID, TOKEN);
  }

  private static DatagramPacket handshake(InetSocketAddress from) {
    return longPacket(HANDSHAKE, from, KWIKS_ID, CALLERS_ID, NO_TOKEN);
  }

  private static DatagramPacket kwiks(int type, InetSocketAddress to, byte[] from) {
    return longPacket(type, to, CALLERS_ID, from, type == RETRY ? TOKEN : NO_TOKEN);
  }

  private boolean proves(InetSocketAddress from) throws IOException {
    assertThat(gate.lets(first(from))).isTrue();
    assertThat(gate.sends(kwiks(RETRY, from, KWIKS_ID))).isTrue();
    return gate.lets(proof(from));
  }

  @Test
  void who_brings_the_token_back_gets_through_and_nobody_else() {
    tasks.run(() -> {
      InetSocketAddress from = caller(1);
      assertThat(gate.lets(handshake(from))).isFalse();
      assertThat(proves(from)).isTrue();
      assertThat(handshakes).isEqualTo(1);
      assertThat(gate.lets(handshake(from))).isTrue();
      assertThat(gate.lets(handshake(caller(2)))).isFalse();
      assertThat(gate.established(from)).isPresent();
      assertThat(gate.established(caller(2))).isEmpty();
    });
  }

  @Test
  void a_wrong_token_is_no_proof() {
    tasks.run(() -> {
      InetSocketAddress from = caller(1);
      gate.lets(first(from));
      gate.sends(kwiks(RETRY, from, KWIKS_ID));
      assertThat(gate.lets(longPacket(INITIAL, from, KWIKS_ID, CALLERS_ID, new byte[] {9, 8, 7})))
          .isFalse();
      assertThat(gate.established(from)).isEmpty();
    });
  }

  @Test
  void a_retry_that_was_lost_is_sent_again() {
    tasks.run(() -> {
      InetSocketAddress from = caller(1);
      gate.lets(first(from));
      DatagramPacket retry = kwiks(RETRY, from, KWIKS_ID);
      gate.sends(retry);
      assertThat(gate.lets(first(from))).isFalse();
      assertThat(sentPast).hasSize(1);
      assertThat(sentPast.getFirst().getLength()).isEqualTo(retry.getLength());
    });
  }

  @Test
  void for_one_unproven_caller_too_many_the_oldest_is_turned_away_and_kwik_forgets_it() {
    tasks.run(() -> {
      for (int i = 0; i < Gate.UNPROVEN_MAX; i++) {
        assertThat(gate.lets(first(caller(i)))).isTrue();
      }
      gate.sends(kwiks(RETRY, caller(0), KWIKS_ID));
      assertThat(gate.forged()).isEmpty();
      assertThat(gate.lets(first(caller(Gate.UNPROVEN_MAX)))).isTrue();
      Optional<DatagramPacket> ending = gate.forged();
      assertThat(ending.map(DatagramPacket::getSocketAddress)).contains(caller(0));
      assertThat(gate.lets(proof(caller(0)))).isFalse();
      gate.sends(kwiks(RETRY, caller(1), KWIKS_ID));
      assertThat(gate.lets(proof(caller(1)))).isTrue();
    });
  }

  @Test
  void only_so_many_begin_within_a_second() {
    tasks.run(() -> {
      for (int i = 0; i < Gate.NEW_PER_SECOND_MAX; i++) {
        assertThat(gate.lets(first(caller(i)))).isTrue();
      }
      assertThat(gate.lets(first(caller(1000)))).isFalse();
      tasks.sleep(Duration.ofSeconds(1));
      assertThat(gate.lets(first(caller(1000)))).isTrue();
    });
  }

  @Test
  void datagrams_that_kwik_does_not_answer_are_bounded() {
    tasks.run(() -> {
      InetSocketAddress from = caller(1);
      assertThat(proves(from)).isTrue();
      gate.sends(kwiks(HANDSHAKE, from, KWIKS_ID));
      for (int i = 0; i < Gate.UNANSWERED_MAX; i++) {
        assertThat(gate.lets(handshake(from))).isTrue();
      }
      assertThat(gate.lets(handshake(from))).isFalse();
      gate.sends(kwiks(HANDSHAKE, from, KWIKS_ID));
      assertThat(gate.lets(handshake(from))).isTrue();
    });
  }

  @Test
  void without_a_place_a_caller_is_told_so_and_kwik_forgets_it() {
    tasks.run(() -> {
      for (int i = 0; i < LinkSettings.UNAUTHENTICATED_MAX; i++) {
        assertThat(proves(caller(i))).isTrue();
      }
      InetSocketAddress late = caller(100);
      assertThat(proves(late)).isFalse();
      assertThat(sentPast.getLast().getSocketAddress()).isEqualTo(late);
      assertThat(gate.forged().map(DatagramPacket::getSocketAddress)).contains(late);
      assertThat(gate.sends(kwiks(INITIAL, late, KWIKS_ID))).isFalse();
      gate.ended(gate.established(caller(0)).orElseThrow());
      assertThat(proves(caller(101))).isTrue();
    });
  }

  @Test
  void a_handshake_that_takes_too_long_loses_its_place_and_kwik_has_to_give_it_up() {
    tasks.run(() -> {
      for (int i = 0; i < LinkSettings.UNAUTHENTICATED_MAX; i++) {
        assertThat(proves(caller(i))).isTrue();
      }
      tasks.sleep(LinkSettings.HANDSHAKE_MAX.plusMillis(1));
      assertThat(gate.forged()).isEmpty();
      assertThatThrownBy(() -> gate.sends(kwiks(HANDSHAKE, caller(0), KWIKS_ID)))
          .isInstanceOf(IOException.class);
      assertThat(gate.established(caller(0))).isEmpty();
      assertThat(proves(caller(100))).isTrue();
    });
  }

  @Test
  void another_caller_may_take_over_the_port_of_one_that_has_gone() {
    tasks.run(() -> {
      InetSocketAddress from = caller(1);
      proves(from);
      gate.ended(gate.established(from).orElseThrow());
      assertThat(gate.lets(first(from))).isFalse();
      assertThat(gate.lets(longPacket(INITIAL, from, KWIKS_ID, OTHER_ID, NO_TOKEN))).isTrue();
      assertThat(gate.established(from)).isEmpty();
    });
  }

  @Test
  void who_has_gone_is_forgotten() {
    tasks.run(() -> {
      InetSocketAddress from = caller(1);
      proves(from);
      gate.ended(gate.established(from).orElseThrow());
      assertThat(gate.sends(kwiks(HANDSHAKE, from, KWIKS_ID))).isTrue();
      tasks.sleep(Gate.REMEMBERED.plusMillis(1));
      assertThat(gate.forged()).isEmpty();
      assertThatThrownBy(() -> gate.sends(kwiks(HANDSHAKE, from, KWIKS_ID)))
          .isInstanceOf(IOException.class);
    });
  }

  @Test
  void a_second_connection_that_kwik_made_of_the_same_caller_is_not_heard() {
    tasks.run(() -> {
      InetSocketAddress from = caller(1);
      proves(from);
      assertThat(gate.sends(kwiks(INITIAL, from, KWIKS_ID))).isTrue();
      assertThat(gate.sends(kwiks(INITIAL, from, OTHER_ID))).isFalse();
    });
  }

  @Test
  void early_data_and_what_is_no_packet_go_nowhere() {
    tasks.run(() -> {
      InetSocketAddress from = caller(1);
      proves(from);
      assertThat(gate.lets(longPacket(ZERO_RTT, from, KWIKS_ID, CALLERS_ID, NO_TOKEN))).isFalse();
      for (int length = 0; length < 16; length++) {
        DatagramPacket cut = new DatagramPacket(first(from).getData(), length, from);
        assertThat(gate.lets(cut)).as("%d bytes", length).isFalse();
      }
    });
  }

  @Test
  void once_shut_nobody_gets_in() {
    tasks.run(() -> {
      gate.lets(first(caller(1)));
      gate.sends(kwiks(RETRY, caller(1), KWIKS_ID));
      gate.shut();
      assertThat(gate.forged().map(DatagramPacket::getSocketAddress)).contains(caller(1));
      assertThat(gate.lets(proof(caller(1)))).isFalse();
      assertThat(gate.lets(first(caller(2)))).isFalse();
    });
  }
}
