package farkeep.link.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.link.carrier.AddressText;
import farkeep.link.carrier.Carrier;
import farkeep.link.carrier.DialFailure;
import farkeep.link.carrier.Link;
import farkeep.link.carrier.LinkClosedException;
import farkeep.link.carrier.LinkSettings;
import farkeep.link.carrier.NobodyAnsweredException;
import farkeep.link.carrier.TlsIdentity;
import farkeep.link.simulated.SimulatedPair;
import farkeep.objects.PeerId;
import farkeep.objects.SigningKey;
import farkeep.objects.port.Tasks;
import farkeep.testkit.tasks.SimulatedTasks;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DiallerTest {
  private static final int SEEDS = 10;
  private static final SigningKey HOME = SigningKey.ofSeed(new byte[32]);
  private static final SigningKey BOX =
      SigningKey.ofSeed("a box's key, thirty-two bytes --".getBytes());

  /// A box that receives, and a home that dials it.
  private static final class Scene implements Reception.Guests {
    final SimulatedTasks tasks;
    final SimulatedPair pair;
    final Reception reception;
    final Dialler dialler;
    final List<AuthenticatedLink> served = new ArrayList<>();
    int servedMost;
    int pairings;
    int faults;
    boolean pairingBreaks;

    Scene(SimulatedTasks tasks) throws IOException {
      this.tasks = tasks;
      this.pair = new SimulatedPair(tasks);
      this.reception = new Reception(tasks, pair.listener(), as(BOX, Role.BOX));
      this.dialler = new Dialler(tasks, tasks, pair.dialling(), as(HOME, Role.HOME));
    }

    private Authenticator as(SigningKey key, Role role) {
      return new Authenticator(tasks, tasks.randomness(), key, role, _ -> true);
    }

    Destination box(InetSocketAddress... addresses) {
      return to(BOX.id(), addresses);
    }

    Destination to(PeerId peer, InetSocketAddress... addresses) {
      return new Destination() {
        @Override
        public PeerId peer() {
          return peer;
        }

        @Override
        public List<InetSocketAddress> addresses() {
          return List.of(addresses);
        }

        @Override
        public Carrier.Expected expected() {
          return new Carrier.Expected.AnyForPairing();
        }
      };
    }

    InetSocketAddress here() {
      return pair.listener().address();
    }

    InetSocketAddress nowhere() {
      return new InetSocketAddress(here().getAddress(), 9);
    }

    @Override
    public void serve(AuthenticatedLink link) throws IOException {
      served.add(link);
      servedMost = Math.max(servedMost, reception.linksOf(link.peer()));
      link.control().allowSilence();
      assertThat(link.control().input().read()).isEqualTo(-1);
    }

    @Override
    public void pair(Link link) {
      if (pairingBreaks) throw new IllegalStateException("nobody had foreseen it");
      pairings++;
    }

    @Override
    public void failed(InetSocketAddress from, RuntimeException fault) {
      faults++;
    }

    @Override
    public void gone(InetSocketAddress from, IOException why) {
      assertThat(why).isInstanceOf(IOException.class);
    }
  }

  private interface Act {
    void run(Scene scene) throws Exception;
  }

  private static void play(Act act) {
    for (long seed = 0; seed < SEEDS; seed++) {
      SimulatedTasks tasks = new SimulatedTasks(seed);
      tasks.run(() -> {
        Scene scene = new Scene(tasks);
        scene.pair.network().setDelay(Duration.ofMillis(10));
        Tasks.Task receiving = tasks.start("reception", () -> scene.reception.run(scene));
        act.run(scene);
        scene.pair.listener().close();
        assertThatThrownBy(receiving::join).hasCauseInstanceOf(LinkClosedException.class);
      });
    }
  }

  @Test
  void the_first_of_several_addresses_that_answers_is_kept_and_no_other() {
    play(scene -> {
      Destination box = scene.box(scene.nowhere(), scene.here(), scene.here());
      try (AuthenticatedLink link = scene.dialler.dial(box)) {
        assertThat(link.peer()).isEqualTo(BOX.id());
        scene.tasks.sleep(Duration.ofSeconds(5));
        assertThat(scene.reception.linksOf(HOME.id())).isEqualTo(1);
      }
    });
  }

  @Test
  void a_peer_whose_serving_breaks_ends_nobody_else() {
    play(scene -> {
      scene.pairingBreaks = true;
      try (AuthenticatedLink before = scene.dialler.dial(scene.box(scene.here()))) {
        Link breaking = scene.pair.dial(Carrier.PAIRING);
        while (scene.faults == 0) scene.tasks.sleep(Duration.ofMillis(10));
        assertThat(breaking.isOpen()).isFalse();
        assertThat(before.link().isOpen()).isTrue();
        scene.dialler.dial(scene.box(scene.here())).close();
      }
    });
  }

  @Test
  void when_no_address_answers_the_first_one_says_why() {
    play(scene ->
        assertThatThrownBy(() -> scene.dialler.dial(scene.box(scene.nowhere(), scene.nowhere())))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("nobody listens at"));
  }

  @Test
  void silence_is_told_as_silence() {
    play(scene -> {
      Destination box = scene.box(scene.here());
      Authenticator home = scene.as(HOME, Role.HOME);
      Dialler dialler = new Dialler(scene.tasks, scene.tasks, new Silent(), home);
      assertThatThrownBy(() -> dialler.dial(box))
          .isInstanceOf(NobodyAnsweredException.class)
          .hasMessageContaining("nobody answered at " + AddressText.shown(scene.here()));
    });
  }

  /// Nobody is ever reached.
  private static final class Silent implements Carrier {
    @Override
    public Link dial(InetSocketAddress address, Expected expected, String protocol)
        throws IOException {
      throw new DialFailure(address, expected, protocol).nobodyAnswered(Duration.ofSeconds(5));
    }

    @Override
    public Listener listen(InetSocketAddress at, TlsIdentity identity, Admission admission) {
      throw new AssertionError("nobody listens here");
    }

    @Override
    public void close() {
      // nothing is open
    }
  }

  @Test
  void a_peer_without_an_address_can_not_be_dialled() {
    play(scene ->
        assertThatThrownBy(() -> scene.dialler.dial(scene.box()))
            .hasMessageContaining("no address is known"));
  }

  @Test
  void another_peer_at_the_address_is_not_taken() {
    play(scene ->
        assertThatThrownBy(() -> scene.dialler.dial(scene.to(HOME.id(), scene.here())))
            .isInstanceOf(AuthenticationException.class)
            .hasMessageContaining("was wanted"));
  }

  @Test
  void a_device_has_four_links_at_most_and_the_newest_are_kept() {
    play(scene -> {
      List<AuthenticatedLink> links = new ArrayList<>();
      for (int i = 0; i < LinkSettings.LINKS_PER_DEVICE_MAX + 2; i++) {
        links.add(scene.dialler.dial(scene.box(scene.here())));
        scene.tasks.sleep(Duration.ofSeconds(1));
      }
      assertThat(scene.servedMost).isEqualTo(LinkSettings.LINKS_PER_DEVICE_MAX);
      assertThat(links.stream().map(link -> link.link().isOpen()))
          .containsExactly(false, false, true, true, true, true);
    });
  }

  @Test
  void a_link_for_pairing_needs_no_login() {
    play(scene -> {
      try (Link _ = scene.pair.dial(Carrier.PAIRING)) {
        scene.tasks.sleep(Duration.ofSeconds(1));
      }
      assertThat(scene.pairings).isEqualTo(1);
    });
  }
}
