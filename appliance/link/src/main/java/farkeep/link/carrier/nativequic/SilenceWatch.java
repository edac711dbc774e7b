package farkeep.link.carrier.nativequic;

import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicConnectionStats;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Notices that a peer is gone long before the idle time is over: a living peer acknowledges what
/// it gets within a round trip, so when packets go out for [#SILENCE_MAX] and none comes back, the
/// link is given up and dialled again. A link on which nobody has anything to say is left alone.
final class SilenceWatch {
  /// How long packets may go out without one coming back.
  static final Duration SILENCE_MAX = Duration.ofSeconds(4);

  private static final Duration LOOK = Duration.ofMillis(500);

  private final QuicChannel channel;
  private final Runnable silent;
  private long receivedPackets = -1;
  private long sentPackets;
  private long unansweredSinceNanos;
  private boolean unanswered;

  /// @param silent runs once on the event loop, when the peer is taken to be gone
  SilenceWatch(QuicChannel channel, Runnable silent) {
    this.channel = channel;
    this.silent = silent;
  }

  /// Event loop only: begins, and goes on until the link ends.
  void start() {
    Future<?> looking =
        channel
            .eventLoop()
            .scheduleAtFixedRate(
                () -> channel.collectStats().addListener(this::heard),
                LOOK.toMillis(),
                LOOK.toMillis(),
                TimeUnit.MILLISECONDS);
    channel.closeFuture().addListener(_ -> looking.cancel(false));
  }

  private void heard(Future<? super QuicConnectionStats> stats) {
    if (!stats.isSuccess() || !(stats.getNow() instanceof QuicConnectionStats now)) return;
    if (now.recv() != receivedPackets) {
      receivedPackets = now.recv();
      sentPackets = now.sent();
      unanswered = false;
    } else if (now.sent() != sentPackets && !unanswered) {
      unanswered = true;
      unansweredSinceNanos = System.nanoTime();
    } else if (unanswered && System.nanoTime() - unansweredSinceNanos > SILENCE_MAX.toNanos()) {
      silent.run();
    }
  }
}
