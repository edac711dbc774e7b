package farkeep.link.carrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.link.auth.AuthenticatedLink;
import farkeep.link.auth.AuthenticationException;
import farkeep.link.auth.Authenticator;
import farkeep.link.auth.Role;
import farkeep.link.pairing.BoxOffer;
import farkeep.link.pairing.CountingLedger;
import farkeep.link.pairing.HomeOffer;
import farkeep.link.pairing.PairingBox;
import farkeep.link.pairing.PairingCode;
import farkeep.link.pairing.PairingFailedException;
import farkeep.link.pairing.PairingHome;
import farkeep.link.pairing.PairingWindow;
import farkeep.objects.Bytes32;
import farkeep.objects.PeerId;
import farkeep.objects.SigningKey;
import farkeep.objects.VaultId;
import farkeep.objects.log.BoxRecord;
import farkeep.objects.log.Opaque;
import farkeep.objects.port.Tasks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What home and box say to each other over a link, each of them once as the one that dialled. Part
/// of [LinkContract].
@Timeout(60)
public abstract class ConversationContract extends StreamContract {
  private static final SigningKey HOME = SigningKey.ofSeed(filled(1));
  private static final SigningKey BOX = SigningKey.ofSeed(filled(2));
  private static final VaultId VAULT = new VaultId(Bytes32.of(filled(5)));
  private static final byte[] BOX_ENTRY = {6, 7};

  private static byte[] filled(int value) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  @Test
  void a_home_that_dialled_and_a_box_prove_who_they_are_and_exchange_objects() throws Exception {
    run(() -> {
      try (Ends ends = new Ends(settings())) {
        converse(ends.caller(), ends.listening());
      }
    });
  }

  @Test
  void a_box_that_dialled_and_a_home_prove_who_they_are_and_exchange_objects() throws Exception {
    run(() -> {
      try (Ends ends = new Ends(settings())) {
        converse(ends.listening(), ends.caller());
      }
    });
  }

  private void converse(Link home, Link box) throws Exception {
    Authenticator boxSide = authenticator(BOX, Role.BOX, HOME.id());
    Tasks.Task there =
        start(
            "box",
            () -> {
              AuthenticatedLink peer = boxSide.run(box);
              assertThat(peer.peer()).isEqualTo(HOME.id());
              new ExchangingBox(ports().tasks()).serve(peer);
            });
    AuthenticatedLink peer = authenticator(HOME, Role.HOME, BOX.id()).run(home);
    assertThat(peer.peer()).isEqualTo(BOX.id());
    assertThat(peer.peerRole()).isEqualTo(Role.BOX);
    new ExchangingHome(ports().tasks()).use(peer);
    there.join();
  }

  private Authenticator authenticator(SigningKey key, Role role, PeerId wanted) {
    return new Authenticator(ports().tasks(), ports().randomness(), key, role, wanted::equals);
  }

  @Test
  void a_peer_that_is_not_wanted_is_refused_whoever_dialled() throws Exception {
    run(() -> {
      try (Ends ends = new Ends(settings())) {
        refuse(ends.caller(), ends.listening());
        Link again = ends.dial(ends.expected(), Carrier.FARKEEP);
        refuse(ends.listener().accept(), again);
      }
    });
  }

  private void refuse(Link home, Link box) throws Exception {
    Tasks.Task there =
        start(
            "box",
            () ->
                assertThatThrownBy(() -> authenticator(BOX, Role.BOX, BOX.id()).run(box))
                    .isInstanceOf(AuthenticationException.class)
                    .hasMessageContaining("not known here"));
    assertThatThrownBy(() -> authenticator(HOME, Role.HOME, BOX.id()).run(home))
        .isInstanceOf(AuthenticationException.class)
        .hasMessageContaining("refused this home");
    there.join();
  }

  @Test
  void a_home_that_dialled_is_paired_with_the_code() throws Exception {
    run(() -> {
      try (Ends ends = new Ends(settings())) {
        Link dialled = pairingLink(ends);
        pair(dialled, ends.listener().accept(), ends.identity().pin());
      }
    });
  }

  @Test
  void a_box_that_dialled_is_paired_with_the_code() throws Exception {
    run(() -> {
      try (Ends ends = new Ends(settings())) {
        Link dialled = pairingLink(ends);
        pair(ends.listener().accept(), dialled, ends.identity().pin());
      }
    });
  }

  @Test
  void a_wrong_code_pairs_nobody_and_costs_one_guess() throws Exception {
    run(() -> {
      try (Ends ends = new Ends(settings())) {
        Link home = pairingLink(ends);
        Link box = ends.listener().accept();
        Host host = new Host(ends.identity().pin());
        Tasks.Task there =
            start(
                "box",
                () ->
                    assertThatThrownBy(() -> host.run(box))
                        .isInstanceOf(PairingFailedException.class));
        assertThatThrownBy(() -> home(home, host.wrongCode()))
            .isInstanceOf(PairingFailedException.class);
        there.join();
        assertThat(host.kept).isEmpty();
        assertThat(host.ledger.left()).isEqualTo(CountingLedger.GUESSES_MAX - 1);
      }
    });
  }

  private static Link pairingLink(Ends ends) throws Exception {
    ends.offer(Set.of(Carrier.FARKEEP, Carrier.PAIRING));
    return ends.dial(new Carrier.Expected.AnyForPairing(), Carrier.PAIRING);
  }

  private void pair(Link home, Link box, Pin pin) throws Exception {
    Host host = new Host(pin);
    Tasks.Task there = start("box", () -> assertThat(host.run(box).device()).isEqualTo(HOME.id()));
    BoxOffer offer = home(home, host.window.code());
    there.join();
    assertThat(offer.record().box()).isEqualTo(BOX.id());
    assertThat(host.kept).containsExactly(new byte[] {1}, BOX_ENTRY);
  }

  private BoxOffer home(Link link, PairingCode code) throws Exception {
    HomeOffer offer = new HomeOffer(VAULT, HOME.id(), List.of(new byte[] {1}));
    return new PairingHome(ports().tasks(), ports().randomness(), HOME)
        .run(link, code, offer, _ -> BOX_ENTRY);
  }

  /// A box with its window open.
  private final class Host implements PairingBox.Host {
    private final CountingLedger ledger = new CountingLedger();
    private final PairingWindow window =
        new PairingWindow(ports().tasks(), ports().clocks(), ports().randomness(), ledger);
    private final List<byte[]> kept = new ArrayList<>();
    private final Pin pin;

    Host(Pin pin) {
      this.pin = pin;
    }

    HomeOffer run(Link link) throws IOException, InterruptedException {
      return new PairingBox(ports().tasks(), ports().randomness(), BOX).run(link, window, this);
    }

    PairingCode wrongCode() {
      PairingCode wrong = PairingCode.random(ports().randomness());
      return wrong.shown().equals(window.code().shown()) ? wrongCode() : wrong;
    }

    @Override
    public BoxOffer introduce(VaultId vault, PeerId device) {
      var record = new BoxRecord(BOX.id(), 0, pin.value(), Optional.empty(), List.of("box:7411"));
      return new BoxOffer(record, Opaque.of(record.sign(vault, BOX)), "attic");
    }

    @Override
    public void keep(HomeOffer home, byte[] boxEntry) {
      kept.addAll(home.log());
      kept.add(boxEntry);
    }
  }
}
