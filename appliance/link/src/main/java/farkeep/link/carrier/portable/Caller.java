package farkeep.link.carrier.portable;

import farkeep.link.carrier.Doorkeeper;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// One who calls a listener, known by its address and port: kwik follows no change of them. Guarded
/// by the gate, but for the counts.
final class Caller implements Traffic {
  /// How far it has come.
  enum Stage {
    /// Has to show that it can receive at its address.
    UNPROVEN,
    /// Has shown so, and has a place.
    PROVEN,
    /// Has done the handshake.
    ESTABLISHED,
    /// Its link has ended; kwik still tells it so.
    ENDED,
    /// Was turned away; what kwik still says to it is not sent.
    TURNED_AWAY,
    /// Took too long; kwik has to give it up.
    LATE
  }

  private final InetSocketAddress address;
  private final byte[] id;
  private final AtomicLong received = new AtomicLong();
  private final AtomicLong sent = new AtomicLong();
  private Stage stage = Stage.UNPROVEN;
  private Duration since;
  private Doorkeeper.@Nullable Place place;
  private byte @Nullable [] retry;
  private byte[] token = {};
  private byte[] kwikId = {};
  private Duration unansweredSince;
  private long unanswered;

  /// @param id the connection id it gave itself
  Caller(InetSocketAddress address, byte[] id, Duration now) {
    this.address = address;
    this.id = id;
    this.since = now;
    this.unansweredSince = now;
  }

  InetSocketAddress address() {
    return address;
  }

  byte[] id() {
    return id;
  }

  Stage stage() {
    return stage;
  }

  /// Since when it has been in this stage.
  Duration since() {
    return since;
  }

  void enter(Stage next, Duration now) {
    stage = next;
    since = now;
    if (next.compareTo(Stage.ESTABLISHED) > 0 && place != null) place.leave();
  }

  void seat(Doorkeeper.Place given) {
    place = given;
  }

  void canBeShownOut(Runnable close) {
    if (place != null) place.canBeShownOut(close);
  }

  void authenticated() {
    if (place != null) place.authenticated();
  }

  /// kwik asked it for a proof of its address.
  void asked(byte[] datagram, PacketHeader header) {
    retry = datagram;
    token = header.token();
    kwikId = header.source();
  }

  /// The Retry that kwik sent; nothing before it did.
  byte @Nullable [] retry() {
    return retry;
  }

  byte[] token() {
    return token;
  }

  /// The connection id that kwik chose.
  byte[] kwikId() {
    return kwikId;
  }

  /// Counts a datagram that came.
  ///
  /// @return how many came within a second without one that went back
  long countReceived(Duration now) {
    received.incrementAndGet();
    if (now.minus(unansweredSince).compareTo(Gate.UNANSWERED_WINDOW) > 0) {
      unansweredSince = now;
      unanswered = 0;
    }
    return ++unanswered;
  }

  void countSent() {
    sent.incrementAndGet();
    unanswered = 0;
  }

  @Override
  public long received() {
    return received.get();
  }

  @Override
  public long sent() {
    return sent.get();
  }
}
