package farkeep.link.simulated;

import farkeep.link.carrier.LinkClosedException;
import farkeep.link.carrier.LinkSettings;
import farkeep.link.carrier.Pin;
import farkeep.objects.port.Tasks;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// What the two ends of a link share; one monitor guards all of it.
final class Wire {
  static final int DIALLER = 0;
  static final int LISTENER = 1;
  private static final Duration FOR_EVER = Duration.ofDays(365_000);

  private final SimulatedNetwork network;
  private final LinkSettings[] settings;
  private final Pin listenerPin;
  private final String protocol;
  private final Tasks.Monitor monitor;
  private final List<SimulatedStream> streams = new ArrayList<>();
  private final List<Queue<SimulatedStream>> arrived =
      List.of(new ArrayDeque<>(), new ArrayDeque<>());
  private InetAddress[] hosts = {};

  /// Those of bidirectional streams in QUIC, by who opens them (RFC 9000, section 2.1).
  private final long[] nextIds = {0, 1};

  private @Nullable String closedBecause;
  private @Nullable Duration lostSince;

  Wire(
      SimulatedNetwork network,
      LinkSettings dialler,
      LinkSettings listener,
      Pin listenerPin,
      String protocol) {
    this.network = network;
    this.settings = new LinkSettings[] {dialler, listener};
    this.listenerPin = listenerPin;
    this.protocol = protocol;
    this.monitor = network.tasks.monitor();
  }

  void setHosts(InetAddress dialler, InetAddress listener) {
    hosts = new InetAddress[] {dialler, listener};
  }

  boolean touches(InetAddress host) {
    return hosts[DIALLER].equals(host) || hosts[LISTENER].equals(host);
  }

  Pin listenerPin() {
    return listenerPin;
  }

  String protocol() {
    return protocol;
  }

  Tasks.Monitor monitor() {
    return monitor;
  }

  Duration now() {
    return network.clocks.running();
  }

  Duration delay() {
    return network.delay();
  }

  LinkSettings settings(int end) {
    return settings[end];
  }

  /// How many of `available` bytes are handed over in one piece, at least one.
  int piece(int available) {
    return 1 + (int) network.randomness.below(available);
  }

  SimulatedStream open(int end) throws LinkClosedException, InterruptedException {
    try (Tasks.Inside _ = monitor.inside()) {
      while (openedBy(end) >= settings[1 - end].counts().streamsMax()) {
        throwIfClosed();
        await(FOR_EVER);
      }
      throwIfClosed();
      Pipe there = new Pipe(this, settings[1 - end]);
      Pipe back = new Pipe(this, settings[end]);
      long id = nextIds[end];
      nextIds[end] += 4;
      SimulatedStream mine = new SimulatedStream(this, id, back, there);
      streams.add(mine);
      arrived.get(1 - end).add(new SimulatedStream(this, id, there, back));
      monitor.signalAll();
      return mine;
    }
  }

  private long openedBy(int end) {
    streams.removeIf(SimulatedStream::isDone);
    return streams.stream().filter(stream -> stream.openedBy() == end).count();
  }

  SimulatedStream accept(int end) throws LinkClosedException, InterruptedException {
    try (Tasks.Inside _ = monitor.inside()) {
      while (arrived.get(end).isEmpty()) {
        throwIfClosed();
        await(FOR_EVER);
      }
      throwIfClosed();
      return arrived.get(end).remove();
    }
  }

  /// Waits for anything to change, but not for longer than `most`, and not beyond the moment at
  /// which the link has been idle for too long. Only inside the monitor.
  void await(Duration most) throws InterruptedException {
    Duration since = silentSince();
    Duration until = most;
    if (since != null) {
      Duration idle = since.plus(settings[DIALLER].times().idleMax()).minus(now());
      if (idle.compareTo(until) < 0) until = idle;
    }
    if (until.isPositive()) monitor.await(until);
    closeIfIdle();
  }

  /// Whether bytes go through now.
  boolean isCut() {
    return silentSince() != null;
  }

  private @Nullable Duration silentSince() {
    Duration cut = network.cutSince(hosts[DIALLER], hosts[LISTENER]);
    if (lostSince == null || cut == null) return cut == null ? lostSince : cut;
    return cut.compareTo(lostSince) < 0 ? cut : lostSince;
  }

  /// Nothing comes through any more, and nobody is told.
  void lose() {
    try (Tasks.Inside _ = monitor.inside()) {
      if (lostSince == null) lostSince = now();
      monitor.signalAll();
    }
  }

  /// Holds one direction of one stream back for a while.
  void stall(Duration time, long seed) {
    try (Tasks.Inside _ = monitor.inside()) {
      if (streams.isEmpty()) return;
      SimulatedStream stream = streams.get((int) Math.floorMod(seed, (long) streams.size()));
      stream.stall(now().plus(time), (seed & 1 << 20) != 0);
      monitor.signalAll();
    }
  }

  void closeIfIdle() {
    Duration since = silentSince();
    Duration idleMax = settings[DIALLER].times().idleMax();
    if (since != null && since.plus(idleMax).compareTo(now()) <= 0) {
      close("nothing was heard for " + idleMax);
    }
  }

  void throwIfClosed() throws LinkClosedException {
    if (closedBecause != null) throw new LinkClosedException("the link is gone: " + closedBecause);
  }

  boolean isOpen() {
    closeIfIdle();
    try (Tasks.Inside _ = monitor.inside()) {
      return closedBecause == null;
    }
  }

  void wake() {
    try (Tasks.Inside _ = monitor.inside()) {
      monitor.signalAll();
    }
  }

  void close(String why) {
    try (Tasks.Inside _ = monitor.inside()) {
      if (closedBecause == null) closedBecause = why;
      monitor.signalAll();
    }
    network.remove(this);
  }
}
