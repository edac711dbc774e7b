package farkeep.link.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.link.carrier.Link;
import farkeep.link.carrier.LinkStream;
import farkeep.link.carrier.Pin;
import farkeep.link.protocol.Frames;
import farkeep.link.simulated.SeenFromElsewhere;
import farkeep.link.simulated.SimulatedPair;
import farkeep.objects.Bytes32;
import farkeep.objects.PeerId;
import farkeep.objects.SigningKey;
import farkeep.objects.port.Tasks;
import farkeep.testkit.tasks.SimulatedTasks;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AuthenticatorTest {
  private static final int SEEDS = 10;
  private static final SigningKey HOME = SigningKey.ofSeed(filled(1));
  private static final SigningKey BOX = SigningKey.ofSeed(filled(2));
  private static final SigningKey STRANGER = SigningKey.ofSeed(filled(3));
  private static final Pin OTHER_PIN = new Pin(Bytes32.of(filled(9)));

  private static byte[] filled(int value) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  /// What one end does with its link.
  @FunctionalInterface
  private interface End {
    void run(SimulatedTasks tasks, Link link) throws Exception;
  }

  private static void meet(long seed, End dialler, End listener) {
    SimulatedTasks tasks = new SimulatedTasks(seed);
    tasks.run(() -> {
      SimulatedPair pair = new SimulatedPair(tasks);
      pair.network().setDelay(Duration.ofMillis(20));
      Tasks.Task there =
          tasks.start("listener", () -> listener.run(tasks, pair.listener().accept()));
      try (Link link = pair.dial()) {
        dialler.run(tasks, link);
        there.join();
      }
    });
  }

  private static Authenticator as(
      SimulatedTasks tasks, SigningKey key, Role role, SigningKey wanted) {
    return new Authenticator(tasks, tasks.randomness(), key, role, wanted.id()::equals);
  }

  private static End finds(SigningKey self, Role role, SigningKey other) {
    return (tasks, link) -> {
      AuthenticatedLink met = as(tasks, self, role, other).run(link);
      assertThat(met.peer()).isEqualTo(other.id());
      assertThat(met.peerRole()).isEqualTo(role.other());
      met.control().output().write(role.code());
      assertThat(met.control().input().read()).isEqualTo(role.other().code());
    };
  }

  private static End fails(SigningKey self, Role role, SigningKey other, String why) {
    return (tasks, link) -> {
      assertThatThrownBy(() -> as(tasks, self, role, other).run(link))
          .isInstanceOf(AuthenticationException.class)
          .hasMessageContaining(why);
      assertThat(link.isOpen()).isFalse();
    };
  }

  private static End breaks(SigningKey self, Role role, SigningKey other) {
    return (tasks, link) ->
        assertThatThrownBy(() -> as(tasks, self, role, other).run(link))
            .isInstanceOf(IOException.class);
  }

  @Test
  void home_and_box_find_each_other_whoever_dials_and_the_stream_goes_on() {
    for (long seed = 0; seed < SEEDS; seed++) {
      meet(seed, finds(HOME, Role.HOME, BOX), finds(BOX, Role.BOX, HOME));
      meet(seed, finds(BOX, Role.BOX, HOME), finds(HOME, Role.HOME, BOX));
    }
  }

  @Test
  void who_is_not_wanted_learns_that_and_no_more() {
    for (long seed = 0; seed < SEEDS; seed++) {
      meet(
          seed,
          fails(STRANGER, Role.HOME, BOX, "refused this home"),
          fails(BOX, Role.BOX, HOME, "is not known here"));
      meet(
          seed,
          fails(HOME, Role.HOME, BOX, "is not known here"),
          fails(STRANGER, Role.BOX, HOME, "refused this box"));
      meet(
          seed,
          fails(HOME, Role.HOME, STRANGER, "is not known here"),
          fails(BOX, Role.BOX, STRANGER, "is not known here"));
    }
  }

  @Test
  void somebody_in_the_middle_with_another_certificate_is_found_by_both() {
    End home = fails(HOME, Role.HOME, BOX, "is not who it says it is");
    for (long seed = 0; seed < SEEDS; seed++) {
      meet(
          seed,
          (tasks, link) -> home.run(tasks, new SeenFromElsewhere(link, OTHER_PIN)),
          fails(BOX, Role.BOX, HOME, "is not who it says it is"));
    }
  }

  @Test
  void two_of_the_same_role_have_nothing_to_say_to_each_other() {
    meet(1, breaks(HOME, Role.HOME, BOX), breaks(STRANGER, Role.HOME, HOME));
  }

  @Test
  void saying_another_id_than_ones_own_is_found() {
    meet(1, sends(HOME, STRANGER), fails(BOX, Role.BOX, HOME, "is not who it says it is"));
  }

  /// Says `id` and signs with another key.
  private static End sends(SigningKey id, SigningKey signer) {
    return (tasks, link) -> {
      LinkStream stream = link.open();
      var mine = new AuthTranscript.Hello(Role.HOME, id.id(), tasks.randomness().bytes(32));
      Frames.writeBytes(stream.output(), mine.encode());
      byte[] said = Frames.readBytes(stream.input(), AuthTranscript.HELLO_BYTES).orElseThrow();
      var theirs = AuthTranscript.Hello.parse(said, Role.BOX);
      Frames.writeBytes(stream.output(), signer.sign(AuthTranscript.of(link, mine, theirs)));
      Frames.readBytes(stream.input(), 64).orElseThrow();
      assertThat(Frames.readBytes(stream.input(), 1).orElseThrow()).containsExactly(0);
    };
  }

  @Test
  void an_echo_of_our_own_words_is_found() {
    End echo =
        (tasks, link) -> {
          LinkStream stream = link.open();
          stream.input().transferTo(stream.output());
        };
    meet(
        1,
        (tasks, link) ->
            assertThatThrownBy(() -> echo.run(tasks, link)).isInstanceOf(IOException.class),
        fails(BOX, Role.BOX, BOX, "no AUTH of a home"));
  }

  @Test
  void a_recorded_login_does_not_work_again() {
    List<byte[]> recorded = new ArrayList<>();
    meet(1, recording(recorded), finds(BOX, Role.BOX, HOME));
    assertThat(recorded).hasSize(3);
    End replaying =
        (tasks, link) -> {
          LinkStream stream = link.open();
          for (byte[] frame : recorded) Frames.writeBytes(stream.output(), frame);
          Frames.readBytes(stream.input(), 66).orElseThrow();
          Frames.readBytes(stream.input(), 64).orElseThrow();
          assertThat(Frames.readBytes(stream.input(), 1).orElseThrow()).containsExactly(0);
        };
    meet(2, replaying, fails(BOX, Role.BOX, HOME, "is not who it says it is"));
  }

  private static End recording(List<byte[]> frames) {
    return (tasks, link) -> {
      LinkStream stream = link.open();
      var mine = new AuthTranscript.Hello(Role.HOME, HOME.id(), tasks.randomness().bytes(32));
      frames.add(mine.encode());
      Frames.writeBytes(stream.output(), frames.get(0));
      byte[] said = Frames.readBytes(stream.input(), AuthTranscript.HELLO_BYTES).orElseThrow();
      var theirs = AuthTranscript.Hello.parse(said, Role.BOX);
      frames.add(HOME.sign(AuthTranscript.of(link, mine, theirs)));
      Frames.writeBytes(stream.output(), frames.get(1));
      Frames.readBytes(stream.input(), 64).orElseThrow();
      frames.add(new byte[] {1});
      Frames.writeBytes(stream.output(), frames.get(2));
      assertThat(Frames.readBytes(stream.input(), 1).orElseThrow()).containsExactly(1);
      stream.output().write(Role.HOME.code());
      assertThat(stream.input().read()).isEqualTo(Role.BOX.code());
    };
  }

  @Test
  void who_is_too_slow_is_sent_away_after_ten_seconds() {
    meet(
        1,
        (tasks, link) -> {
          Duration before = tasks.running();
          fails(HOME, Role.HOME, BOX, "within 10 s").run(tasks, link);
          assertThat(tasks.running().minus(before)).isEqualTo(Authenticator.AUTH_MAX);
        },
        (tasks, link) ->
            assertThatThrownBy(() -> link.accept().input().skip(1_000))
                .isInstanceOf(IOException.class));
  }

  @Test
  void a_frame_that_is_too_long_or_too_short_ends_it() {
    for (int length : new int[] {0, 1, 65, 67, 65_536}) {
      meet(
          length,
          (tasks, link) -> {
            LinkStream stream = link.open();
            Frames.writeBytes(stream.output(), new byte[length]);
            assertThatThrownBy(() -> stream.input().transferTo(OutputStream.nullOutputStream()))
                .isInstanceOf(IOException.class);
          },
          breaks(BOX, Role.BOX, HOME));
    }
  }

  @Test
  void a_flipped_bit_anywhere_in_the_first_word_ends_it() {
    for (int bit = 0; bit < AuthTranscript.HELLO_BYTES * 8; bit += 7) {
      meet(bit, flipping(bit), breaks(BOX, Role.BOX, HOME));
    }
  }

  /// Flips a bit of what it says, and signs what it should have said.
  private static End flipping(int bit) {
    return (tasks, link) -> {
      LinkStream stream = link.open();
      var mine = new AuthTranscript.Hello(Role.HOME, HOME.id(), tasks.randomness().bytes(32));
      byte[] said = mine.encode();
      said[bit / 8] ^= (byte) (1 << bit % 8);
      Frames.writeBytes(stream.output(), said);
      try {
        byte[] theirs = Frames.readBytes(stream.input(), 66).orElseThrow();
        var hello = AuthTranscript.Hello.parse(theirs, Role.BOX);
        Frames.writeBytes(stream.output(), HOME.sign(AuthTranscript.of(link, mine, hello)));
        Frames.writeBytes(stream.output(), new byte[] {1});
        stream.output().close();
      } catch (IOException e) {
        // it was sent away even earlier
      }
    };
  }

  @Test
  void a_cancelled_login_closes_the_link() {
    meet(
        1,
        (tasks, link) -> {
          Tasks.Task login = tasks.start("login", () -> as(tasks, HOME, Role.HOME, BOX).run(link));
          tasks.sleep(Duration.ofSeconds(1));
          login.cancel();
          assertThatThrownBy(login::join).hasCauseInstanceOf(InterruptedException.class);
          assertThat(link.isOpen()).isFalse();
        },
        (tasks, link) -> {});
  }

  @Test
  void only_who_has_proven_an_id_is_asked_about() {
    List<PeerId> asked = new ArrayList<>();
    meet(
        1,
        sends(HOME, STRANGER),
        (tasks, link) -> {
          Authenticator.Wanted wanted = asked::add;
          var box = new Authenticator(tasks, tasks.randomness(), BOX, Role.BOX, wanted);
          assertThatThrownBy(() -> box.run(link)).isInstanceOf(AuthenticationException.class);
        });
    assertThat(asked).isEmpty();
  }
}
