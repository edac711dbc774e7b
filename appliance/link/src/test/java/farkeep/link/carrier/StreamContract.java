package farkeep.link.carrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.link.carrier.LinkSettings.Counts;
import farkeep.link.carrier.LinkSettings.Windows;
import farkeep.objects.Bytes32;
import farkeep.objects.port.Tasks;
import farkeep.testkit.SeededRandomness;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What the streams of a link promise: see [LinkStream]. Part of [LinkContract].
@Timeout(60)
public abstract class StreamContract extends LinkEnds {

  /// Bytes echoed over all streams together: several times what the windows hold.
  private static final int ECHOED_BYTES = 8 << 20;

  private static final Windows ECHO_WINDOWS = new Windows(2 << 20, 1 << 20);

  private static final int ECHO_STREAMS = 4;

  /// What a carrier may hold of a writer's bytes beside the windows: its buffers on both sides.
  private static final int BUFFERED_BYTES_MAX = 2 << 20;

  @Test
  void bytes_come_out_as_they_went_in_on_several_streams_both_ways() throws Exception {
    run(() -> {
      try (Ends ends = new Ends(settings().with(ECHO_WINDOWS))) {
        List<Tasks.Task> echoes = new ArrayList<>();
        for (int i = 0; i < ECHO_STREAMS; i++) {
          long seed = i;
          Link opens = i % 2 == 0 ? ends.caller() : ends.listening();
          Link accepts = i % 2 == 0 ? ends.listening() : ends.caller();
          echoes.add(start("answer", () -> readThenSendBack(accepts.accept())));
          echoes.add(start("send", () -> sendAndCompare(opens.open(), seed)));
        }
        join(echoes);
      }
    });
  }

  /// Not byte by byte: streams that wait for each other may fill the link's window with what nobody
  /// reads.
  private static void readThenSendBack(LinkStream stream) throws IOException {
    try (stream) {
      stream.output().write(stream.input().readAllBytes());
    }
  }

  private void sendAndCompare(LinkStream stream, long seed) throws Exception {
    byte[] sent = new SeededRandomness(seed).bytes(ECHOED_BYTES / ECHO_STREAMS);
    stream.output().write(sent);
    stream.output().close();
    byte[] came = stream.input().readAllBytes();
    stream.close();
    assertThat(hash(came)).as("seed %d", seed).isEqualTo(hash(sent));
  }

  private static Bytes32 hash(byte[] bytes) throws Exception {
    return Bytes32.of(java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  @Test
  void many_small_writes_need_no_flush_and_stay_in_order() throws Exception {
    run(() -> {
      try (Ends ends = new Ends(settings());
          LinkStream stream = ends.caller().open()) {
        int writes = 20_000;
        Tasks.Task echoing = start("echo", () -> echo(ends.listening().accept()));
        Tasks.Task writing =
            start(
                "write",
                () -> {
                  for (int i = 0; i < writes; i++) stream.output().write(word(i));
                });
        for (int i = 0; i < writes; i++) {
          assertThat(stream.input().readNBytes(4)).isEqualTo(word(i));
        }
        writing.join();
        stream.output().close();
        assertThat(stream.input().read()).isEqualTo(-1);
        echoing.join();
      }
    });
  }

  private static byte[] word(int value) {
    return java.nio.ByteBuffer.allocate(4).putInt(value).array();
  }

  @Test
  void one_side_can_finish_and_still_read_the_answer() throws Exception {
    run(() -> {
      try (Ends ends = new Ends(settings());
          LinkStream asking = ends.caller().open()) {
        asking.output().write(new byte[] {1, 2, 3});
        asking.output().close();
        try (LinkStream answering = ends.listening().accept()) {
          assertThat(answering.input().readAllBytes()).containsExactly(1, 2, 3);
          answering.output().write(new byte[] {4, 5});
        }
        assertThat(asking.input().readAllBytes()).containsExactly(4, 5);
      }
    });
  }

  @Test
  void a_stream_has_the_same_id_on_both_sides_and_a_later_one_a_larger() throws Exception {
    run(() -> {
      try (Ends ends = new Ends(settings())) {
        for (boolean calling : List.of(true, false)) {
          Link near = calling ? ends.caller() : ends.listening();
          Link far = calling ? ends.listening() : ends.caller();
          long before = -1;
          for (int i = 0; i < 3; i++) {
            LinkStream here = near.open();
            here.output().write(i);
            LinkStream there = far.accept();
            assertThat(there.input().read()).isEqualTo(i);
            assertThat(there.id()).isEqualTo(here.id()).isGreaterThan(before);
            before = there.id();
          }
        }
      }
    });
  }

  @Test
  void a_hundred_streams_one_after_the_other_work() throws Exception {
    run(() -> {
      try (Ends ends = new Ends(settings())) {
        Tasks.Task answering =
            start(
                "answer",
                () -> {
                  for (int i = 0; i < 100; i++) echo(ends.listening().accept());
                });
        for (int i = 0; i < 100; i++) ask(ends.caller(), i);
        answering.join();
      }
    });
  }

  @Test
  void a_reset_is_seen_by_the_other_side_and_the_link_stays() throws Exception {
    run(() -> {
      try (Ends ends = new Ends(settings())) {
        LinkStream resetting = ends.caller().open();
        resetting.output().write(1);
        LinkStream other = ends.listening().accept();
        assertThat(other.input().read()).isEqualTo(1);
        resetting.reset();
        assertThatThrownBy(() -> other.input().read()).isInstanceOf(LinkClosedException.class);
        assertThatThrownBy(() -> resetting.input().read()).isInstanceOf(LinkClosedException.class);
        assertThatThrownBy(() -> resetting.output().write(1))
            .isInstanceOf(LinkClosedException.class);
        Tasks.Task echoing = start("echo", () -> echo(ends.listening().accept()));
        ask(ends.caller(), 10);
        echoing.join();
      }
    });
  }

  @Test
  void a_reader_that_stops_stops_the_writer_and_the_watchdog_ends_it() throws Exception {
    Windows windows = new Windows(512 << 10, 256 << 10);
    run(() -> {
      try (Ends ends = new Ends(withProgress(Duration.ofSeconds(1)).with(windows))) {
        LinkStream writing = ends.caller().open();
        AtomicLong written = new AtomicLong();
        Tasks.Task writer = start("write", () -> writeForEver(writing, written));
        LinkStream stopped = ends.listening().accept();
        assertThat(stopped.input().read()).isNotEqualTo(-1);
        assertThatThrownBy(writer::join).hasCauseInstanceOf(LinkClosedException.class);
        assertThat(written.get()).isLessThanOrEqualTo(windows.streamBytes() + BUFFERED_BYTES_MAX);
      }
    });
  }

  private static void writeForEver(LinkStream stream, AtomicLong written) throws IOException {
    byte[] bytes = new byte[10_000];
    while (true) {
      stream.output().write(bytes);
      written.addAndGet(bytes.length);
    }
  }

  @Test
  void a_stream_on_which_nothing_comes_is_reset_for_both_sides() throws Exception {
    run(() -> {
      try (Ends ends = new Ends(withProgress(Duration.ofSeconds(1)))) {
        LinkStream near = ends.caller().open();
        near.output().write(1);
        LinkStream far = ends.listening().accept();
        far.allowSilence();
        assertThat(far.input().read()).isEqualTo(1);
        assertThatThrownBy(() -> near.input().read())
            .isInstanceOf(LinkClosedException.class)
            .hasMessageContaining("1 s");
        assertThatThrownBy(() -> far.input().read()).isInstanceOf(LinkClosedException.class);
        assertThat(ends.caller().isOpen()).isTrue();
      }
    });
  }

  @Test
  void a_stream_may_be_silent_where_that_is_allowed() throws Exception {
    run(() -> {
      try (Ends ends = new Ends(withProgress(Duration.ofSeconds(1)))) {
        LinkStream silent = ends.caller().open();
        silent.output().write(1);
        silent.allowSilence();
        LinkStream silentFar = ends.listening().accept();
        Tasks.Task reading = start("read", () -> assertThat(silent.input().read()).isEqualTo(7));
        LinkStream watched = ends.caller().open();
        watched.output().write(2);
        // Runs out of time later than the silent stream's reader would have.
        assertThatThrownBy(() -> watched.input().read()).isInstanceOf(LinkClosedException.class);
        silentFar.output().write(7);
        reading.join();
      }
    });
  }

  @Test
  void opening_waits_while_the_peer_allows_no_more_streams() throws Exception {
    Counts counts = settings().counts();
    LinkSettings two =
        settings()
            .with(
                new Counts(
                    counts.linksMax(),
                    2,
                    counts.unauthenticatedMax(),
                    counts.arrivalsPerSecondMax()));
    run(() -> {
      try (Ends ends = new Ends(two)) {
        LinkStream first = ends.caller().open();
        first.output().write(1);
        LinkStream firstFar = ends.listening().accept();
        LinkStream second = ends.caller().open();
        Tasks.Task third = start("open", () -> ends.caller().open().output().write(3));
        second.output().write(2);
        second.output().close();
        echo(ends.listening().accept());
        assertThat(second.input().readAllBytes()).containsExactly(2);
        // The second stream has ended and makes room for the third; a fourth has to wait.
        LinkStream thirdFar = ends.listening().accept();
        third.join();
        assertThat(thirdFar.input().read()).isEqualTo(3);
        Tasks.Task fourth = start("open", () -> ends.caller().open().output().write(4));
        first.output().write(1);
        assertThat(firstFar.input().readNBytes(2)).containsExactly(1, 1);
        assertThat(fourth.ended()).isFalse();
        first.close();
        firstFar.close();
        fourth.join();
        assertThat(ends.listening().accept().input().read()).isEqualTo(4);
      }
    });
  }
}
