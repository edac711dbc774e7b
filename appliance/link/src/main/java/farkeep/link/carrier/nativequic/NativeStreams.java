package farkeep.link.carrier.nativequic;

import farkeep.link.carrier.LinkClosedException;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamType;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// How a link's streams come to be; used by its event loop only.
final class NativeStreams {
  private static final byte[] SIGN_OF_LIFE = {0};

  private final NativeLink link;
  private final QuicChannel channel;

  /// In the order in which they asked.
  private final Queue<Opening> waiting = new ArrayDeque<>();

  /// A call that opens a stream. Guarded by the link's monitor.
  static final class Opening {
    @Nullable NativeStream stream;
    @Nullable LinkClosedException failure;
    boolean abandoned;
  }

  NativeStreams(NativeLink link, QuicChannel channel) {
    this.link = link;
    this.channel = channel;
  }

  /// Opens a stream for a call, now or when the peer allows another one.
  void open(Opening opening) {
    waiting.add(opening);
    openWaiting();
  }

  /// Opens streams for those who wait, as far as the peer allows.
  void openWaiting() {
    while (!waiting.isEmpty()
        && channel.isActive()
        && channel.peerAllowedStreams(QuicStreamType.BIDIRECTIONAL) > 0) {
      Opening opening = waiting.remove();
      if (!opening.abandoned) create(opening);
    }
  }

  private void create(Opening opening) {
    channel
        .newStreamBootstrap()
        .type(QuicStreamType.BIDIRECTIONAL)
        .option(ChannelOption.AUTO_READ, false)
        .option(ChannelOption.ALLOCATOR, UdpTransport.buffers())
        .handler(new StreamSetup(stream -> created(opening, stream)))
        .create()
        .addListener(future -> failUnlessCreated(opening, future));
  }

  private void created(Opening opening, NativeStream stream) {
    link.change(() -> opening.stream = stream);
    if (opening.abandoned) stream.reset();
  }

  private void failUnlessCreated(Opening opening, Future<?> future) {
    if (future.isSuccess()) return;
    var failure = new LinkClosedException("can't open a stream of " + link, future.cause());
    link.change(() -> opening.failure = failure);
  }

  /// What netty sets up streams of the peer with.
  ChannelInitializer<QuicStreamChannel> setupOfArrivals() {
    return new StreamSetup(link::arrived);
  }

  /// Sends a byte on a stream of its own whenever the time has passed: netty offers no ping. The
  /// other side throws away what comes on unidirectional streams.
  void keepAlive(Duration every) {
    channel
        .newStreamBootstrap()
        .type(QuicStreamType.UNIDIRECTIONAL)
        .handler(new ChannelInboundHandlerAdapter())
        .create()
        .addListener((Future<QuicStreamChannel> created) -> {
          if (created.isSuccess()) repeat(created.getNow(), every);
        });
  }

  private void repeat(QuicStreamChannel signs, Duration every) {
    Future<?> repeated =
        channel
            .eventLoop()
            .scheduleAtFixedRate(
                () -> signs.write(Unpooled.directBuffer(1).writeBytes(SIGN_OF_LIFE)),
                every.toMillis(),
                every.toMillis(),
                TimeUnit.MILLISECONDS);
    channel.closeFuture().addListener(_ -> repeated.cancel(false));
  }

  /// Gives each stream its handler.
  private final class StreamSetup extends ChannelInitializer<QuicStreamChannel> {
    private final java.util.function.Consumer<NativeStream> made;

    StreamSetup(java.util.function.Consumer<NativeStream> made) {
      this.made = made;
    }

    @Override
    protected void initChannel(QuicStreamChannel stream) {
      if (stream.type() == QuicStreamType.UNIDIRECTIONAL) {
        stream.config().setAutoRead(true);
        stream.pipeline().addLast(new Discarding());
        return;
      }
      NativeStream handler = link.stream(stream);
      stream.pipeline().addLast(handler);
      made.accept(handler);
    }
  }

  private static final class Discarding extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ReferenceCountUtil.release(message);
    }
  }
}
