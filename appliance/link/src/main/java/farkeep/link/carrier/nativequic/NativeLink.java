package farkeep.link.carrier.nativequic;

import static java.util.Objects.requireNonNull;

import farkeep.link.carrier.AddressText;
import farkeep.link.carrier.CarrierPorts;
import farkeep.link.carrier.Link;
import farkeep.link.carrier.LinkClosedException;
import farkeep.link.carrier.LinkSettings;
import farkeep.link.carrier.LinkStream;
import farkeep.link.carrier.Pin;
import farkeep.link.carrier.Silence;
import farkeep.objects.port.Tasks;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicConnectionCloseEvent;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamLimitChangedEvent;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// One connection: netty's channel on one side, blocking calls on the other.
final class NativeLink extends ChannelInboundHandlerAdapter implements Link {
  /// Streams that may be reset on one link before it is given up: netty forgets a stream that was
  /// reset only together with its link.
  static final int RESETS_MAX = 1024;

  private static final int CLOSED_CODE = 0;

  private final QuicChannel channel;
  private final LinkSettings settings;
  private final CarrierPorts ports;
  private final LinkEvents events;
  private final Tasks.Monitor monitor;
  private final NativeStreams streams;
  private final AtomicInteger resets = new AtomicInteger();

  /// Guarded by the monitor.
  private final Queue<NativeStream> arrived = new ArrayDeque<>();

  /// Guarded by the monitor.
  private @Nullable LinkClosedException gone;

  private volatile InetSocketAddress peerAddress;
  private volatile String protocol = "";

  NativeLink(QuicChannel channel, LinkSettings settings, CarrierPorts ports, LinkEvents events) {
    this.channel = channel;
    this.settings = settings;
    this.ports = ports;
    this.events = events;
    this.monitor = ports.tasks().monitor();
    this.streams = new NativeStreams(this, channel);
    this.peerAddress = new InetSocketAddress(0);
  }

  @Override
  public LinkStream open() throws LinkClosedException, InterruptedException {
    NativeStreams.Opening opening = new NativeStreams.Opening();
    try {
      channel.eventLoop().execute(() -> streams.open(opening));
    } catch (RejectedExecutionException e) {
      throw new LinkClosedException("the carrier was closed; the link with it", e);
    }
    try (Tasks.Inside _ = monitor.inside()) {
      while (opening.stream == null) {
        if (gone != null) throw gone.again();
        if (opening.failure != null) throw opening.failure.again();
        monitor.await();
      }
      return opening.stream;
    } catch (InterruptedException e) {
      abandon(opening);
      throw e;
    }
  }

  private void abandon(NativeStreams.Opening opening) {
    try (Tasks.Inside _ = monitor.inside()) {
      opening.abandoned = true;
      if (opening.stream != null) opening.stream.reset();
    }
  }

  @Override
  public LinkStream accept() throws LinkClosedException, InterruptedException {
    try (Tasks.Inside _ = monitor.inside()) {
      while (arrived.isEmpty()) {
        if (gone != null) throw gone.again();
        monitor.await();
      }
      return arrived.remove();
    }
  }

  @Override
  public String protocol() {
    return protocol;
  }

  @Override
  public Pin listenerPin() {
    return events.listenerPin();
  }

  @Override
  public InetSocketAddress peerAddress() {
    SocketAddress now = channel.remoteSocketAddress();
    if (now instanceof InetSocketAddress address) peerAddress = address;
    return peerAddress;
  }

  @Override
  public boolean dialled() {
    return events.dialled();
  }

  @Override
  public void authenticated() {
    events.authenticated();
  }

  @Override
  public boolean isOpen() {
    try (Tasks.Inside _ = monitor.inside()) {
      return gone == null;
    }
  }

  @Override
  public void close() {
    end(
        new LinkClosedException(
            "the link to " + AddressText.shown(peerAddress()) + " was closed by this side"));
    channel.close(true, CLOSED_CODE, Unpooled.EMPTY_BUFFER);
  }

  @Override
  public String toString() {
    return "link to " + AddressText.shown(peerAddress());
  }

  CarrierPorts ports() {
    return ports;
  }

  Duration progressMax() {
    return settings.times().progressMax();
  }

  /// The most streams the peer may open at once.
  int streamsMax() {
    return settings.counts().streamsMax();
  }

  /// A channel handler for streams the peer opens.
  NativeStreams streams() {
    return streams;
  }

  /// Counts a stream that was reset, by whichever side.
  void countReset() {
    if (resets.incrementAndGet() < RESETS_MAX) return;
    end(new LinkClosedException(this + " had " + RESETS_MAX + " streams reset; dial again"));
    channel.close(true, CLOSED_CODE, Unpooled.EMPTY_BUFFER);
  }

  /// Why a stream ended that neither side ended.
  LinkClosedException gone(NativeStream stream) {
    try (Tasks.Inside _ = monitor.inside()) {
      return gone != null
          ? new LinkClosedException(stream + ": " + gone.getMessage(), gone)
          : new LinkClosedException(stream + " has ended");
    }
  }

  /// Changes what [#open] and [#accept] wait for, and wakes them.
  void change(Runnable change) {
    try (Tasks.Inside _ = monitor.inside()) {
      change.run();
      monitor.signalAll();
    }
  }

  /// Event loop only: the peer opened a stream.
  void arrived(NativeStream stream) {
    boolean tooMany;
    try (Tasks.Inside _ = monitor.inside()) {
      tooMany = arrived.size() >= streamsMax();
      if (!tooMany) arrived.add(stream);
      monitor.signalAll();
    }
    // Streams that were opened and reset again no longer count for QUIC's limit, but still here.
    if (tooMany) stream.reset();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    if (dialled()) return;
    long millis = settings.times().handshakeMax().toMillis();
    Future<?> limit =
        channel.eventLoop().schedule(this::closeUnlessActive, millis, TimeUnit.MILLISECONDS);
    channel.closeFuture().addListener(_ -> limit.cancel(false));
  }

  /// Closes the UDP socket below a link that dialled and is gone.
  void closeSocket() {
    channel.parent().close();
  }

  private void closeUnlessActive() {
    if (!channel.isActive()) channel.close();
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    protocol = requireNonNull(channel.sslEngine()).getApplicationProtocol();
    peerAddress();
    if (dialled()) streams.keepAlive(settings.times().keepAlive());
    events.established(this);
    new SilenceWatch(channel, ports.clocks(), this::giveUp).start();
    context.fireChannelActive();
  }

  private void giveUp() {
    end(
        new LinkClosedException(
            "%s: nothing came back for %d s; dial again"
                .formatted(this, Silence.SILENCE_MAX.toSeconds())));
    channel.close(true, CLOSED_CODE, Unpooled.EMPTY_BUFFER);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    switch (event) {
      case QuicStreamLimitChangedEvent _ -> streams.openWaiting();
      case QuicConnectionCloseEvent close -> {
        events.peerClosed(close.error());
        end(new LinkClosedException(this + " was closed by the peer, code " + close.error()));
      }
      default -> context.fireUserEventTriggered(event);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    end(new LinkClosedException(this + " broke: " + cause.getMessage(), cause));
    // Not at once: QUIC still has to say why.
    channel.eventLoop().execute(channel::close);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    String why = channel.isTimedOut() ? " was silent for too long; dial again" : " has ended";
    end(new LinkClosedException(this + why));
    context.fireChannelInactive();
  }

  @Override
  public void channelUnregistered(ChannelHandlerContext context) {
    end(new LinkClosedException(this + " was never established"));
    events.gone(this);
    context.fireChannelUnregistered();
  }

  private void end(LinkClosedException cause) {
    try (Tasks.Inside _ = monitor.inside()) {
      if (gone != null) return;
      gone = cause;
      arrived.clear();
      monitor.signalAll();
    }
    events.ended(this);
  }

  /// For the handler that netty makes for a stream of this link.
  NativeStream stream(QuicStreamChannel stream) {
    return new NativeStream(this, stream);
  }
}
