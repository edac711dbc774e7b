package farkeep.link.carrier.nativequic;

import farkeep.link.carrier.AddressText;
import farkeep.link.carrier.LinkClosedException;
import farkeep.link.carrier.LinkStream;
import farkeep.link.carrier.StreamWatchdog;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamResetException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One stream: netty's channel on one side, blocking input and output on the other.
final class NativeStream extends ChannelInboundHandlerAdapter implements LinkStream {
  /// What is still read and thrown away after [#close], so that a peer that just finishes can do so
  /// in peace; a peer that goes on is told to stop.
  static final int DISCARDED_BYTES_MAX = 1 << 20;

  private static final int RESET_CODE = 1;
  private static final int STOP_CODE = 2;

  private final NativeLink link;
  private final QuicStreamChannel channel;
  private final NativeInput input;
  private final NativeOutput output;
  private final StreamWatchdog watchdog;

  /// Only touched by the event loop.
  private int discardedBytes;

  private volatile boolean closed;

  NativeStream(NativeLink link, QuicStreamChannel channel) {
    this.link = link;
    this.channel = channel;
    this.watchdog = new StreamWatchdog(this, link.ports(), link.progressMax());
    this.input = new NativeInput(this, link.ports().tasks().monitor());
    this.output = new NativeOutput(this, link.ports().tasks().monitor());
  }

  @Override
  public long id() {
    return channel.streamId();
  }

  @Override
  public InputStream input() {
    return input;
  }

  @Override
  public OutputStream output() {
    return output;
  }

  @Override
  public void allowSilence() {
    input.allowSilence();
  }

  @Override
  public void reset() {
    breakOff(new LinkClosedException(this + " was reset by this side"));
    link.countReset();
  }

  @Override
  public void close() {
    closed = true;
    output.close();
    input.discard();
  }

  @Override
  public String toString() {
    return "stream " + id() + " to " + AddressText.shown(link.peerAddress());
  }

  StreamWatchdog watchdog() {
    return watchdog;
  }

  /// Runs something on the event loop; if that has ended, so has the stream.
  void execute(Runnable work) {
    try {
      channel.eventLoop().execute(work);
    } catch (RejectedExecutionException e) {
      fail(new LinkClosedException(this + ": the carrier was closed", e));
    }
  }

  void requestRead() {
    execute(channel::read);
  }

  /// Event loop only.
  void write(ByteBuf bytes, Consumer<@Nullable Throwable> done) {
    channel.write(bytes).addListener(future -> done.accept(future.cause()));
  }

  /// Event loop only.
  void sendEnd() {
    channel.shutdownOutput();
  }

  private void breakOff(LinkClosedException cause) {
    input.breakOff(cause);
    output.fail(cause);
    execute(() -> {
      channel.shutdown(RESET_CODE, channel.newPromise());
      channel.close();
    });
  }

  private void fail(LinkClosedException cause) {
    input.fail(cause);
    output.fail(cause);
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    context.read();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    if (closed) discardedBytes += bytes.readableBytes();
    input.arrived(bytes);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (discardedBytes > DISCARDED_BYTES_MAX) {
      channel.shutdownInput(STOP_CODE, channel.newPromise());
    } else if (input.wantsMore()) {
      context.read();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event == ChannelInputShutdownReadComplete.INSTANCE) input.finish();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof QuicStreamResetException) {
      link.countReset();
      breakOff(new LinkClosedException(this + " was reset by the peer", cause));
    } else {
      breakOff(new LinkClosedException(this + " broke: " + cause.getMessage(), cause));
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    fail(link.gone(this));
  }
}
