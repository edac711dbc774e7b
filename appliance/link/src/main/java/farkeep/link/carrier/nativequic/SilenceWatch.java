package farkeep.link.carrier.nativequic;

import farkeep.link.carrier.Silence;
import farkeep.objects.port.Clocks;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicConnectionStats;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Looks at a link's packets now and then, for [Silence].
final class SilenceWatch {
  private final QuicChannel channel;
  private final Clocks clocks;
  private final Runnable silent;
  private final Silence silence = new Silence();

  /// @param silent runs on the event loop, when the peer is taken to be gone
  SilenceWatch(QuicChannel channel, Clocks clocks, Runnable silent) {
    this.channel = channel;
    this.clocks = clocks;
    this.silent = silent;
  }

  /// Event loop only: begins, and goes on until the link ends.
  void start() {
    Future<?> looking =
        channel
            .eventLoop()
            .scheduleAtFixedRate(
                () -> channel.collectStats().addListener(this::heard),
                Silence.LOOK.toMillis(),
                Silence.LOOK.toMillis(),
                TimeUnit.MILLISECONDS);
    channel.closeFuture().addListener(_ -> looking.cancel(false));
  }

  private void heard(Future<? super QuicConnectionStats> stats) {
    if (!stats.isSuccess() || !(stats.getNow() instanceof QuicConnectionStats now)) return;
    if (silence.isGone(now.recv(), now.sent(), clocks.running())) silent.run();
  }
}
