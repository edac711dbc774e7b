package farkeep.link.carrier.portable;

import farkeep.link.carrier.Doorkeeper;
import farkeep.link.carrier.LinkSettings;
import farkeep.objects.port.Clocks;
import farkeep.objects.port.Tasks;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.DatagramPacket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// Decides which datagrams reach kwik and which ones leave it. kwik makes a connection, with
/// threads, for each first packet of a stranger, and has no bounds; here they are. The [Doorkeeper]
/// is asked once a caller has shown, by the token of kwik's Retry, that it can receive at its
/// address. Safe for many threads.
final class Gate {
  /// Callers at once that have not yet shown that they can receive at their address. For one more,
  /// the oldest is turned away.
  static final int UNPROVEN_MAX = 32;

  /// New callers in a second; further ones have to try again.
  static final int NEW_PER_SECOND_MAX = 64;

  /// Datagrams in a second from one caller to which kwik has said nothing. kwik queues what comes
  /// without a bound; one that sends faster than this machine decrypts must not fill its memory.
  static final int UNANSWERED_MAX = 2048;

  /// How long datagrams without an answer are counted.
  static final Duration UNANSWERED_WINDOW = Duration.ofSeconds(1);

  /// How long a Retry is held back. kwik sends it a moment before it knows the connection by the id
  /// in it, and would take a quick answer for a new caller with a wrong token.
  static final Duration RETRY_HELD = Duration.ofMillis(20);

  /// How long a caller is remembered that has gone or was turned away.
  static final Duration REMEMBERED = Duration.ofSeconds(10);

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Doorkeeper doorkeeper;
  private final Duration handshakeMax;
  private final Clocks clocks;
  private final Tasks tasks;
  private final Tasks.Monitor monitor;
  private final Door door;
  private final Map<InetSocketAddress, Caller> callers = new LinkedHashMap<>();

  /// For kwik, as from callers.
  private final Queue<DatagramPacket> forged = new ArrayDeque<>();

  private Duration secondBegan = Duration.ZERO;
  private int newInSecond;
  private boolean shut;

  /// What is on both sides of the gate.
  interface Door {
    /// Sends past kwik.
    void send(DatagramPacket datagram);

    /// A caller is about to begin its handshake. Called by the thread that receives.
    void handshakeBegins();
  }

  /// @param doorkeeper who bounds the links
  Gate(Doorkeeper doorkeeper, LinkSettings.Times times, Clocks clocks, Tasks tasks, Door door) {
    this.doorkeeper = doorkeeper;
    this.handshakeMax = times.handshakeMax();
    this.clocks = clocks;
    this.tasks = tasks;
    this.monitor = tasks.monitor();
    this.door = door;
  }

  /// A datagram for kwik that did not come from the network; also looks who has taken too long.
  Optional<DatagramPacket> forged() {
    try (Tasks.Inside _ = monitor.inside()) {
      forgetOld(clocks.running());
      return Optional.ofNullable(forged.poll());
    }
  }

  /// Whether kwik gets this datagram.
  boolean lets(DatagramPacket datagram) {
    InetSocketAddress from = (InetSocketAddress) datagram.getSocketAddress();
    ByteBuffer bytes =
        ByteBuffer.wrap(datagram.getData(), datagram.getOffset(), datagram.getLength());
    Duration now = clocks.running();
    try (Tasks.Inside _ = monitor.inside()) {
      Caller caller = callers.get(from);
      if (caller != null && caller.countReceived(now) > UNANSWERED_MAX) return false;
      if (!PacketHeader.isLong(bytes)) return bytes.hasRemaining() && isInside(caller);
      Optional<PacketHeader> header = PacketHeader.parse(bytes);
      return header.isPresent()
          && switch (header.get().type()) {
            case INITIAL -> letsInitial(caller, header.get(), datagram, now);
            case HANDSHAKE -> isInside(caller);
            case FOREIGN ->
                caller == null && datagram.getLength() >= ForgedPackets.INITIAL_BYTES_MIN;
            case ZERO_RTT, RETRY, VERSIONS -> false;
          };
    }
  }

  private static boolean isInside(@Nullable Caller caller) {
    return caller != null
        && switch (caller.stage()) {
          case PROVEN, ESTABLISHED, ENDED -> true;
          case UNPROVEN, TURNED_AWAY, LATE -> false;
        };
  }

  private boolean letsInitial(
      @Nullable Caller caller, PacketHeader header, DatagramPacket datagram, Duration now) {
    if (caller == null) return begins(header, datagram, now);
    return switch (caller.stage()) {
      case UNPROVEN -> header.token().length == 0 ? repeats(caller) : proves(caller, header, now);
      case PROVEN, ESTABLISHED -> true;
      // The port may belong to another caller by now.
      case ENDED, TURNED_AWAY, LATE ->
          !Arrays.equals(caller.id(), header.source()) && begins(header, datagram, now);
    };
  }

  private boolean begins(PacketHeader header, DatagramPacket datagram, Duration now) {
    boolean acceptable =
        !shut
            && header.token().length == 0
            && datagram.getLength() >= ForgedPackets.INITIAL_BYTES_MIN;
    if (!acceptable || isTooMany(now)) return false;
    forgetOld(now);
    long unproven =
        callers.values().stream().filter(other -> other.stage() == Caller.Stage.UNPROVEN).count();
    if (unproven >= UNPROVEN_MAX) turnAwayUnproven(now, 1);
    InetSocketAddress from = (InetSocketAddress) datagram.getSocketAddress();
    Caller caller = new Caller(from, header.source(), now);
    caller.countReceived(now);
    callers.put(from, caller);
    return true;
  }

  private boolean isTooMany(Duration now) {
    if (now.minus(secondBegan).compareTo(SECOND) >= 0) {
      secondBegan = now;
      newInSecond = 0;
    }
    return ++newInSecond > NEW_PER_SECOND_MAX;
  }

  /// kwik answers only once; a Retry that was lost is sent again from here.
  private boolean repeats(Caller caller) {
    byte[] retry = caller.retry();
    if (retry == null) return true;
    door.send(new DatagramPacket(retry, retry.length, caller.address()));
    return false;
  }

  private boolean proves(Caller caller, PacketHeader header, Duration now) {
    if (!MessageDigest.isEqual(caller.token(), header.token())) return false;
    // Dropped, not refused: the caller's next try asks again.
    if (!doorkeeper.arrives(caller.address().getAddress())) return false;
    Optional<Doorkeeper.Place> place =
        shut ? Optional.empty() : doorkeeper.enter(caller.address().getAddress());
    if (place.isEmpty()) {
      byte[] refusal = ForgedPackets.refusal(caller.id(), caller.kwikId());
      door.send(new DatagramPacket(refusal, refusal.length, caller.address()));
      turnAway(caller, now);
      return false;
    }
    caller.seat(place.get());
    caller.enter(Caller.Stage.PROVEN, now);
    door.handshakeBegins();
    return true;
  }

  private void turnAwayUnproven(Duration now, int count) {
    callers.values().stream()
        .filter(caller -> caller.stage() == Caller.Stage.UNPROVEN)
        .limit(count)
        .toList()
        .forEach(caller -> turnAway(caller, now));
  }

  private void turnAway(Caller caller, Duration now) {
    caller.enter(Caller.Stage.TURNED_AWAY, now);
    if (caller.retry() != null) endInKwik(caller);
  }

  private void endInKwik(Caller caller) {
    byte[] ending = ForgedPackets.ending(caller.id(), caller.kwikId());
    forged.add(new DatagramPacket(ending, ending.length, caller.address()));
  }

  private void forgetOld(Duration now) {
    Iterator<Caller> all = callers.values().iterator();
    while (all.hasNext()) {
      Caller caller = all.next();
      Duration age = now.minus(caller.since());
      switch (caller.stage()) {
        case UNPROVEN -> {
          if (age.compareTo(handshakeMax) > 0) turnAway(caller, now);
        }
        case PROVEN -> {
          if (age.compareTo(handshakeMax) > 0) caller.enter(Caller.Stage.LATE, now);
        }
        case ESTABLISHED -> {
          // as long as its link
        }
        case ENDED, TURNED_AWAY, LATE -> {
          if (age.compareTo(REMEMBERED) > 0) all.remove();
        }
      }
    }
  }

  /// Whether a datagram of kwik is sent.
  ///
  /// @throws IOException kwik has to give up this connection
  boolean sends(DatagramPacket datagram) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.wrap(datagram.getData(), datagram.getOffset(), datagram.getLength());
    boolean isLong = PacketHeader.isLong(bytes);
    Optional<PacketHeader> header = isLong ? PacketHeader.parse(bytes) : Optional.empty();
    PacketHeader.Type type = header.map(PacketHeader::type).orElse(PacketHeader.Type.HANDSHAKE);
    if (type == PacketHeader.Type.VERSIONS) return true;
    if (type == PacketHeader.Type.RETRY) holdBack();
    try (Tasks.Inside _ = monitor.inside()) {
      Caller caller = callers.get((InetSocketAddress) datagram.getSocketAddress());
      if (caller == null) throw new IOException("nobody is known there");
      caller.countSent();
      if (type == PacketHeader.Type.RETRY) asked(caller, datagram, header.orElseThrow());
      return switch (caller.stage()) {
        case UNPROVEN -> true;
        // Of anything else that kwik made of the same caller, this one hears nothing.
        case PROVEN, ESTABLISHED, ENDED ->
            header.isEmpty() || Arrays.equals(header.get().source(), caller.kwikId());
        case TURNED_AWAY -> false;
        case LATE -> throw new IOException("the handshake takes too long");
      };
    }
  }

  /// On a thread that kwik has for this connection alone.
  private void holdBack() throws IOException {
    try {
      tasks.sleep(RETRY_HELD);
    } catch (InterruptedException e) {
      throw new InterruptedIOException("kwik has ended the connection");
    }
  }

  private void asked(Caller caller, DatagramPacket retry, PacketHeader header) {
    int begin = retry.getOffset();
    byte[] datagram = Arrays.copyOfRange(retry.getData(), begin, begin + retry.getLength());
    caller.asked(datagram, header);
    if (caller.stage() == Caller.Stage.TURNED_AWAY) endInKwik(caller);
  }

  /// The handshake with this caller is done.
  ///
  /// @return nothing when it is not to have a link
  Optional<Caller> established(InetSocketAddress from) {
    try (Tasks.Inside _ = monitor.inside()) {
      Caller caller = callers.get(from);
      if (shut || caller == null || caller.stage() != Caller.Stage.PROVEN) return Optional.empty();
      caller.enter(Caller.Stage.ESTABLISHED, clocks.running());
      return Optional.of(caller);
    }
  }

  /// The link with this caller has ended.
  void ended(Caller caller) {
    try (Tasks.Inside _ = monitor.inside()) {
      caller.enter(Caller.Stage.ENDED, clocks.running());
    }
  }

  /// Lets nobody more in, and turns away who has not proven anything.
  void shut() {
    try (Tasks.Inside _ = monitor.inside()) {
      shut = true;
      turnAwayUnproven(clocks.running(), Integer.MAX_VALUE);
    }
  }
}
