package farkeep.link.carrier.portable;

import farkeep.link.carrier.AddressText;
import farkeep.link.carrier.CarrierPorts;
import farkeep.link.carrier.Link;
import farkeep.link.carrier.LinkClosedException;
import farkeep.link.carrier.LinkSettings;
import farkeep.link.carrier.LinkStream;
import farkeep.link.carrier.Pin;
import farkeep.link.carrier.Silence;
import farkeep.objects.port.Tasks;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tech.kwik.core.ConnectionTerminatedEvent;
import tech.kwik.core.QuicStream;

/// One connection: kwik's on one side, calls that wait through the ports on the other.
final class PortableLink implements Link {
  /// Streams that may be reset on one link before it is given up: kwik forgets a stream that was
  /// reset only together with its link.
  static final int RESETS_MAX = 1024;

  private final KwikConnection connection;
  private final LinkSettings settings;
  private final CarrierPorts ports;
  private final LinkEvents events;
  private final Tasks.Monitor monitor;
  private final Nudges nudges;
  private final Openings openings;
  private final AtomicInteger resets = new AtomicInteger();
  private final Set<PortableStream> streams = ConcurrentHashMap.newKeySet();

  /// Guarded by the monitor.
  private final Queue<PortableStream> arrived = new ArrayDeque<>();

  /// Guarded by the monitor.
  private @Nullable LinkClosedException gone;

  /// What the link asks and tells whoever made it: the dial or the listener.
  interface LinkEvents {
    /// The key the listening side proved; known once the link is established.
    Pin listenerPin();

    /// Which protocol was agreed on.
    String protocol();

    /// Where the peer is.
    InetSocketAddress peerAddress();

    /// Whether this side dialled.
    boolean dialled();

    /// What went over the link so far.
    Traffic traffic();

    /// The peer proved who it is.
    void authenticated();

    /// The link has ended; what QUIC still says to the peer comes after this.
    void ended(PortableLink link);
  }

  PortableLink(
      KwikConnection connection, LinkSettings settings, CarrierPorts ports, LinkEvents events) {
    this.connection = connection;
    this.settings = settings;
    this.ports = ports;
    this.events = events;
    this.monitor = ports.tasks().monitor();
    this.nudges = new Nudges(connection, monitor, settings.times().progressMax());
    this.openings = new Openings(this, monitor);
  }

  /// Begins to look after the link, which is established now.
  void begin() {
    ports.tasks().start("look after " + this, this::lookAfter);
  }

  @Override
  public LinkStream open() throws LinkClosedException, InterruptedException {
    return openings.open();
  }

  @Override
  public LinkStream accept() throws LinkClosedException, InterruptedException {
    try (Tasks.Inside _ = monitor.inside()) {
      while (arrived.isEmpty()) {
        throwIfGone();
        monitor.await();
      }
      return arrived.remove();
    }
  }

  @Override
  public String protocol() {
    return events.protocol();
  }

  @Override
  public Pin listenerPin() {
    return events.listenerPin();
  }

  @Override
  public InetSocketAddress peerAddress() {
    return events.peerAddress();
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
    return !isGone();
  }

  @Override
  public void close() {
    leave(
        new LinkClosedException(
            "the link to " + AddressText.shown(peerAddress()) + " was closed by this side"));
  }

  @Override
  public String toString() {
    return "link to " + AddressText.shown(peerAddress());
  }

  CarrierPorts ports() {
    return ports;
  }

  KwikConnection connection() {
    return connection;
  }

  Nudges nudges() {
    return nudges;
  }

  Duration progressMax() {
    return settings.times().progressMax();
  }

  boolean isGone() {
    try (Tasks.Inside _ = monitor.inside()) {
      return gone != null;
    }
  }

  void throwIfGone() throws LinkClosedException {
    try (Tasks.Inside _ = monitor.inside()) {
      if (gone != null) throw gone.again();
    }
  }

  /// Counts a stream that was reset, by whichever side.
  void countReset() {
    if (resets.incrementAndGet() < RESETS_MAX) return;
    leave(new LinkClosedException(this + " had " + RESETS_MAX + " streams reset; dial again"));
  }

  /// Why a stream ended that neither side ended.
  LinkClosedException gone(PortableStream stream) {
    try (Tasks.Inside _ = monitor.inside()) {
      return gone != null
          ? new LinkClosedException(stream + ": " + gone.getMessage(), gone)
          : new LinkClosedException(stream + " has ended");
    }
  }

  /// This side opened a stream.
  PortableStream opened(QuicStream kwik) {
    PortableStream stream = new PortableStream(this, kwik);
    streams.add(stream);
    stream.begin();
    // The link may have ended before the stream was among those that are told.
    if (isGone()) stream.fail();
    return stream;
  }

  /// Nothing is read from or written to this stream any more.
  void forget(PortableStream stream) {
    streams.remove(stream);
  }

  /// The peer opened a stream. Called by kwik, and returns at once.
  void arrived(QuicStream kwik) {
    if (kwik.isUnidirectional()) {
      ports.tasks().start("signs of life from " + this, () -> discard(kwik.getInputStream()));
      return;
    }
    PortableStream stream = opened(kwik);
    boolean tooMany;
    try (Tasks.Inside _ = monitor.inside()) {
      tooMany = arrived.size() >= settings.counts().streamsMax();
      if (!tooMany) arrived.add(stream);
      monitor.signalAll();
    }
    // Streams that were opened and reset again no longer count for QUIC's limit, but still here.
    if (tooMany) stream.reset();
  }

  private static void discard(InputStream signs) {
    try {
      signs.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // The link has ended, and says so to whoever uses it.
      Thread.yield();
    }
  }

  /// kwik says that the connection has ended, by whichever side.
  void disconnected(ConnectionTerminatedEvent event) {
    String why =
        switch (event.closeReason()) {
          case IdleTimeout, ConnectionLost -> " was silent for too long; dial again";
          case StatelessReset -> " is no longer known to the peer; dial again";
          case ImmediateClose ->
              event.closedByPeer()
                  ? " was closed by the peer, " + event.errorDescription()
                  : " broke";
        };
    end(new LinkClosedException(this + why));
  }

  /// The signs of life, the silence of the peer, and kwik's forgotten streams.
  private void lookAfter() throws InterruptedException {
    Silence silence = new Silence();
    Duration looked = now();
    Duration pinged = now();
    while (awaitTurn()) {
      nudges.run(now());
      if (dialled() && now().minus(pinged).compareTo(settings.times().keepAlive()) >= 0) {
        pinged = now();
        connection.ping();
      }
      if (now().minus(looked).compareTo(Silence.LOOK) < 0) continue;
      looked = now();
      if (silence.isGone(events.traffic().received(), events.traffic().sent(), looked)) giveUp();
    }
  }

  private void giveUp() {
    leave(
        new LinkClosedException(
            "%s: nothing came back for %d s; dial again"
                .formatted(this, Silence.SILENCE_MAX.toSeconds())));
  }

  /// @return false when the link is gone
  private boolean awaitTurn() throws InterruptedException {
    try (Tasks.Inside _ = monitor.inside()) {
      if (gone == null) monitor.await(nudges.isEmpty() ? Silence.LOOK : Nudges.FIRST);
      return gone == null;
    }
  }

  private Duration now() {
    return ports.clocks().running();
  }

  private void leave(LinkClosedException cause) {
    end(cause);
    connection.close();
  }

  private void end(LinkClosedException cause) {
    try (Tasks.Inside _ = monitor.inside()) {
      if (gone != null) return;
      gone = cause;
      arrived.clear();
      monitor.signalAll();
    }
    openings.end();
    streams.forEach(PortableStream::fail);
    events.ended(this);
  }
}
