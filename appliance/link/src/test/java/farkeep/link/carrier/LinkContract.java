package farkeep.link.carrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.link.carrier.LinkSettings.Counts;
import farkeep.link.carrier.LinkSettings.Times;
import farkeep.objects.port.Tasks;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What every pair of carriers promises, whichever side uses which: see [Link], [LinkStream] and
/// [Carrier].
@Timeout(60)
public abstract class LinkContract extends ConversationContract {
  @Test
  void closing_a_link_wakes_all_who_wait_on_both_sides() throws Exception {
    run(() -> {
      try (Ends ends = new Ends(settings())) {
        LinkStream near = ends.caller().open();
        near.output().write(1);
        LinkStream far = ends.listening().accept();
        assertThat(far.input().read()).isEqualTo(1);
        List<Tasks.Task> waiting =
            List.of(
                start("read near", () -> near.input().read()),
                start("read far", () -> far.input().read()),
                start("accept near", () -> ends.caller().accept()),
                start("accept far", () -> ends.listening().accept()));
        ends.caller().close();
        for (Tasks.Task task : waiting) {
          assertThatThrownBy(task::join)
              .isInstanceOf(ExecutionException.class)
              .hasCauseInstanceOf(LinkClosedException.class);
        }
        assertThat(ends.caller().isOpen()).isFalse();
        assertThat(ends.listening().isOpen()).isFalse();
        assertThatThrownBy(ends.caller()::open).isInstanceOf(LinkClosedException.class);
      }
    });
  }

  @Test
  void closing_a_listener_wakes_who_accepts_links() throws Exception {
    run(() -> {
      try (Ends ends = new Ends(settings())) {
        Tasks.Task waiting = start("accept", () -> ends.listener().accept());
        ends.listener().close();
        assertThatThrownBy(waiting::join).hasCauseInstanceOf(LinkClosedException.class);
      }
    });
  }

  @Test
  void a_silent_link_is_kept_alive() throws Exception {
    Times times =
        new Times(
            LinkSettings.HANDSHAKE_MAX,
            Duration.ofSeconds(4),
            Duration.ofSeconds(2),
            Duration.ofMillis(500));
    run(() -> {
      try (Ends ends = new Ends(settings().with(times))) {
        LinkStream watched = ends.caller().open();
        watched.output().write(1);
        // Twice as long as a link lives without a packet.
        assertThatThrownBy(() -> watched.input().read()).isInstanceOf(LinkClosedException.class);
        ends.listening().accept();
        Tasks.Task echoing = start("echo", () -> echo(ends.listening().accept()));
        ask(ends.caller(), 10);
        echoing.join();
      }
    });
  }

  @Test
  void both_sides_know_protocol_pin_and_who_dialled() throws Exception {
    run(() -> {
      try (Ends ends = new Ends(settings())) {
        assertThat(ends.caller().protocol()).isEqualTo(Carrier.FARKEEP);
        assertThat(ends.listening().protocol()).isEqualTo(Carrier.FARKEEP);
        assertThat(ends.caller().listenerPin()).isEqualTo(ends.identity().pin());
        assertThat(ends.listening().listenerPin()).isEqualTo(ends.identity().pin());
        assertThat(ends.caller().dialled()).isTrue();
        assertThat(ends.listening().dialled()).isFalse();
        assertThat(ends.caller().peerAddress()).isEqualTo(ends.listener().address());
      }
    });
  }

  @Test
  void a_listener_with_another_key_is_refused_and_both_pins_are_named() throws Exception {
    Pin other = TlsIdentity.generate(ports().randomness(), java.time.Instant.EPOCH).pin();
    run(() -> {
      try (Ends ends = new Ends(settings())) {
        var expected = new Carrier.Expected.OneOf(Set.of(other));
        assertThatThrownBy(() -> ends.dial(expected, Carrier.FARKEEP))
            .isInstanceOf(PinMismatchException.class)
            .hasMessageContaining(other.toString())
            .hasMessageContaining(ends.identity().pin().toString());
      }
    });
  }

  @Test
  void one_of_several_expected_keys_is_enough() throws Exception {
    Pin next = TlsIdentity.generate(ports().randomness(), java.time.Instant.EPOCH).pin();
    run(() -> {
      try (Ends ends = new Ends(settings())) {
        var expected = new Carrier.Expected.OneOf(Set.of(next, ends.identity().pin()));
        assertThat(ends.dial(expected, Carrier.FARKEEP).isOpen()).isTrue();
      }
    });
  }

  @Test
  void pairing_works_only_while_the_window_is_open() throws Exception {
    var anybody = new Carrier.Expected.AnyForPairing();
    run(() -> {
      try (Ends ends = new Ends(settings())) {
        assertThatThrownBy(() -> ends.dial(anybody, Carrier.PAIRING))
            .isInstanceOf(ProtocolNotOfferedException.class)
            .hasMessageContaining("pairing window is closed");
        ends.offer(Set.of(Carrier.FARKEEP, Carrier.PAIRING));
        Link pairing = ends.dial(anybody, Carrier.PAIRING);
        assertThat(pairing.protocol()).isEqualTo(Carrier.PAIRING);
        assertThat(pairing.listenerPin()).isEqualTo(ends.identity().pin());
        ends.offer(Set.of(Carrier.FARKEEP));
        assertThatThrownBy(() -> ends.dial(anybody, Carrier.PAIRING))
            .isInstanceOf(ProtocolNotOfferedException.class);
      }
    });
  }

  @Test
  void a_dial_that_nobody_answers_ends_within_the_handshake_limit() throws Exception {
    Times times = settings().times();
    LinkSettings hasty =
        settings()
            .with(
                new Times(
                    Duration.ofSeconds(1),
                    times.progressMax(),
                    times.idleMax(),
                    times.keepAlive()));
    InetSocketAddress dead = deadPort();
    run(() -> {
      try (Carrier carrier = callerCarrier(hasty)) {
        assertThatThrownBy(
                () -> carrier.dial(dead, new Carrier.Expected.AnyForPairing(), Carrier.FARKEEP))
            .isInstanceOf(IOException.class)
            .hasMessageContaining(String.valueOf(dead.getPort()))
            .hasMessageContaining("check");
      }
    });
  }

  @Test
  void a_stranger_goes_when_there_are_too_many_and_who_has_proven_itself_stays() throws Exception {
    Counts counts = settings().counts();
    LinkSettings two =
        settings()
            .with(
                new Counts(
                    counts.linksMax(), counts.streamsMax(), 2, counts.arrivalsPerSecondMax()));
    run(() -> {
      try (Ends ends = new Ends(two)) {
        Link second = ends.dial(ends.expected(), Carrier.FARKEEP);
        ends.listener().accept().authenticated();
        Link third = ends.dial(ends.expected(), Carrier.FARKEEP);
        ends.listener().accept();
        assertThat(ends.caller().isOpen()).as("the first, of two strangers").isTrue();
        Link fourth = ends.dial(ends.expected(), Carrier.FARKEEP);
        ends.listener().accept();
        assertThatThrownBy(ends.caller()::accept).isInstanceOf(LinkClosedException.class);
        for (Link stays : List.of(second, third, fourth)) assertThat(stays.isOpen()).isTrue();
      }
    });
  }

  @Test
  void only_so_many_links_are_kept() throws Exception {
    Counts counts = settings().counts();
    LinkSettings one =
        settings().with(new Counts(1, counts.streamsMax(), 8, counts.arrivalsPerSecondMax()));
    run(() -> {
      try (Ends ends = new Ends(one)) {
        ends.listening().authenticated();
        assertRefused(ends);
        assertThat(ends.listening().isOpen()).isTrue();
      }
    });
  }

  /// Refused at once, or let through TLS and then put out: which one depends on the carrier.
  private static void assertRefused(Ends ends) {
    assertThatThrownBy(
            () -> {
              try (Link link = ends.dial(ends.expected(), Carrier.FARKEEP)) {
                link.accept();
              }
            })
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(PinMismatchException.class);
  }
}
