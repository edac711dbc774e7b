package farkeep.link.carrier.nativequic;

import farkeep.link.carrier.DialFailure;
import farkeep.link.carrier.Link;
import farkeep.link.carrier.Pin;
import farkeep.link.carrier.PinnedTrust;
import farkeep.objects.port.Tasks;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicChannelOption;
import io.netty.handler.codec.quic.QuicClosedChannelException;
import io.netty.handler.codec.quic.QuicSslContext;
import io.netty.handler.codec.quic.QuicSslContextBuilder;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One dial, and what its link later tells: each has a socket and a TLS context of its own.
final class NativeDial implements LinkEvents {
  private static final int NO_CODE = -1;

  /// TLS alert "no application protocol" as a QUIC error (RFC 9001, section 4.8).
  private static final int NO_APPLICATION_PROTOCOL = 0x100 + 120;

  private final NativeSetup setup;
  private final DialFailure failure;
  private final PinnedTrust trust;
  private final Tasks.Monitor monitor;

  /// What the handler of arriving streams belongs to; set by the event loop.
  private volatile @Nullable NativeLink link;

  /// Guarded by the monitor.
  private @Nullable NativeLink established;

  /// Guarded by the monitor.
  private @Nullable Throwable failed;

  /// Guarded by the monitor.
  private int peerCode = NO_CODE;

  NativeDial(NativeSetup setup, DialFailure failure) {
    this.setup = setup;
    this.failure = failure;
    this.trust = new PinnedTrust(failure.expected());
    this.monitor = setup.ports().tasks().monitor();
  }

  /// Dials and waits for the end of the handshake.
  Link connect() throws IOException, InterruptedException {
    QuicSslContext tls =
        QuicSslContextBuilder.forClient()
            .trustManager(trust)
            .applicationProtocols(failure.protocol())
            .earlyData(false)
            .build();
    Channel socket;
    try {
      socket = setup.transport().bind(new InetSocketAddress(0), setup.clientCodec(tls));
    } catch (IOException | InterruptedException e) {
      ReferenceCountUtil.release(tls);
      throw e;
    }
    socket.closeFuture().addListener(_ -> ReferenceCountUtil.release(tls));
    try {
      return connect(socket);
    } catch (IOException | InterruptedException e) {
      socket.close();
      throw e;
    }
  }

  private Link connect(Channel socket) throws IOException, InterruptedException {
    Future<QuicChannel> connecting =
        QuicChannel.newBootstrap(socket)
            .handler(new LinkSetup())
            .streamHandler(new ArrivedStreamSetup())
            .streamOption(ChannelOption.AUTO_READ, false)
            .streamOption(ChannelOption.ALLOCATOR, UdpTransport.buffers())
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) handshakeMax().toMillis())
            .option(
                QuicChannelOption.SEGMENTED_DATAGRAM_PACKET_ALLOCATOR, setup.transport().segments())
            .remoteAddress(failure.address())
            .connect();
    connecting.addListener(future -> {
      Throwable cause = future.cause();
      if (cause != null) change(() -> failed = cause);
    });
    NativeLink made = await();
    if (!trust.accepts()) {
      made.close();
      throw new IOException("the listener at " + failure.shown() + " did not prove its key");
    }
    return made;
  }

  private Duration handshakeMax() {
    return setup.settings().times().handshakeMax();
  }

  private void change(Runnable change) {
    try (Tasks.Inside _ = monitor.inside()) {
      change.run();
      monitor.signalAll();
    }
  }

  private NativeLink await() throws IOException, InterruptedException {
    try (Tasks.Inside _ = monitor.inside()) {
      while (established == null) {
        // After a refusal, netty would wait for stray packets before it gives up.
        if (failed != null || peerCode != NO_CODE) throw explain();
        monitor.await();
      }
      return established;
    }
  }

  private IOException explain() {
    if (trust.seen().isPresent() && !trust.accepts()) {
      return failure.wrongPin(trust.seen().get());
    }
    Throwable cause = failed;
    int code = closedWith(cause);
    if (code == NO_APPLICATION_PROTOCOL) return failure.notOffered();
    if (code == NativeListener.REFUSED_CODE) return failure.refused();
    boolean late =
        cause instanceof ConnectTimeoutException
            || (cause instanceof ClosedChannelException && code == NO_CODE);
    if (late) return failure.nobodyAnswered(handshakeMax());
    return failure.other(cause == null ? new IOException("closed, code " + code) : cause);
  }

  /// What the peer closed the link with. Which is heard first, the failure or the event that tells
  /// of the close, is chance.
  private int closedWith(@Nullable Throwable cause) {
    if (cause instanceof QuicClosedChannelException closed && closed.event() != null) {
      return closed.event().error();
    }
    return peerCode;
  }

  @Override
  public Pin listenerPin() {
    return trust.seen().orElseThrow();
  }

  @Override
  public boolean dialled() {
    return true;
  }

  @Override
  public void established(NativeLink made) {
    change(() -> established = made);
  }

  @Override
  public void authenticated() {
    // Only listeners count who is not.
  }

  @Override
  public void peerClosed(int code) {
    change(() -> peerCode = code);
  }

  @Override
  public void ended(NativeLink ended) {
    // Its socket stays until QUIC has said so to the peer.
  }

  @Override
  public void gone(NativeLink ended) {
    ended.closeSocket();
  }

  private final class LinkSetup extends ChannelInitializer<QuicChannel> {
    @Override
    protected void initChannel(QuicChannel channel) {
      NativeLink made = new NativeLink(channel, setup.settings(), setup.ports(), NativeDial.this);
      link = made;
      channel.pipeline().addLast(made);
    }
  }

  private final class ArrivedStreamSetup extends ChannelInitializer<QuicStreamChannel> {
    @Override
    protected void initChannel(QuicStreamChannel stream) {
      NativeLink made = link;
      if (made != null) stream.pipeline().addLast(made.streams().setupOfArrivals());
    }
  }
}
