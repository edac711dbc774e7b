package farkeep.testkit.network;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/// A path between two programs on this machine that counts what passes, has a [Weather], and can be
/// cut: callers send UDP to [#address], and everything goes on to the real listener and back.
///
/// At a chosen number of bytes in one direction an action runs, before the datagram that reaches it
/// goes on: that is how a test kills a program at the same place of a transfer again and again.
public final class UdpProxy implements Closeable {
  private static final int DATAGRAM_BYTES_MAX = 65_536;
  private static final int SOCKET_BYTES = 4 << 20;
  private static final long CLOSED_LOOK_MILLIS = 100;

  /// The port at which nothing listens: "discard".
  private static final int NOBODY = 9;

  private final DatagramChannel front;
  private final AtomicReference<InetSocketAddress> listener;
  private final Map<SocketAddress, DatagramChannel> callers = new ConcurrentHashMap<>();
  private final Meter towardsListener = new Meter();
  private final Meter towardsCallers = new Meter();
  private final DelayQueue<Underway> underway = new DelayQueue<>();
  private final AtomicLong sent = new AtomicLong();
  private final long seed;
  private volatile Weather weather = Weather.CLEAR;
  private volatile boolean cut;
  private volatile boolean closed;

  /// A path that leads nowhere until [#moveTo] says where.
  public UdpProxy() throws IOException {
    this(new InetSocketAddress(InetAddress.getLoopbackAddress(), NOBODY), 0);
  }

  /// Begins to forward.
  ///
  /// @param listener where everything goes
  public UdpProxy(InetSocketAddress listener) throws IOException {
    this(listener, 0);
  }

  /// Begins to forward.
  ///
  /// @param listener where everything goes
  /// @param seed of what the weather does
  public UdpProxy(InetSocketAddress listener, long seed) throws IOException {
    this.listener = new AtomicReference<>(listener);
    this.seed = seed;
    this.front = open();
    Thread.ofVirtual().name("udp proxy").start(this::forward);
    Thread.ofVirtual().name("udp proxy delivery").start(this::deliver);
  }

  private static DatagramChannel open() throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    channel.setOption(java.net.StandardSocketOptions.SO_RCVBUF, SOCKET_BYTES);
    channel.setOption(java.net.StandardSocketOptions.SO_SNDBUF, SOCKET_BYTES);
    channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    return channel;
  }

  /// Where callers send to.
  public InetSocketAddress address() {
    try {
      return (InetSocketAddress) front.getLocalAddress();
    } catch (IOException e) {
      throw new IllegalStateException("the proxy is closed", e);
    }
  }

  /// Bytes of UDP payload that came from callers so far, those lost in a cut included.
  public long towardsListenerBytes() {
    return towardsListener.passed.get();
  }

  /// Bytes of UDP payload that came from the listener so far, those lost in a cut included.
  public long towardsCallersBytes() {
    return towardsCallers.passed.get();
  }

  /// Sends everything to another listener from now on.
  public void moveTo(InetSocketAddress newListener) {
    listener.set(newListener);
  }

  /// Loses everything in both directions, or stops doing so.
  public void cut(boolean lose) {
    cut = lose;
  }

  /// Has another weather from now on; what is under way comes as it would have.
  public void weather(Weather now) {
    weather = now;
  }

  /// Lets everybody who calls appear at the listener from another port from now on, as a router
  /// does that has forgotten them.
  public synchronized void changePorts() throws IOException {
    for (SocketAddress caller : List.copyOf(callers.keySet())) {
      DatagramChannel old = callers.remove(caller);
      if (old != null) old.close();
    }
  }

  /// Runs an action once, when this many bytes have come from callers since the proxy was made.
  public void at(long bytes, Runnable action) {
    towardsListener.trigger.set(new Trigger(bytes, action));
  }

  /// The same for bytes that have come from the listener.
  public void atAnswered(long bytes, Runnable action) {
    towardsCallers.trigger.set(new Trigger(bytes, action));
  }

  private void forward() {
    ByteBuffer datagram = ByteBuffer.allocateDirect(DATAGRAM_BYTES_MAX);
    WeatheredPath path = new WeatheredPath(seed);
    try {
      while (true) {
        SocketAddress caller = front.receive(datagram.clear());
        towardsListener.add(datagram.flip().remaining());
        if (!cut) send(path, datagram, () -> new Hop(towards(caller), listener.get()));
      }
    } catch (ClosedChannelException e) {
      return; // closed: the test is over
    } catch (IOException e) {
      throw new IllegalStateException("the proxy failed", e);
    }
  }

  /// One thread at a time: what is sent in clear weather goes out of another thread than the rest.
  private synchronized DatagramChannel towards(SocketAddress caller) throws IOException {
    DatagramChannel known = callers.get(caller);
    if (known != null) return known;
    DatagramChannel back = open();
    callers.put(caller, back);
    Thread.ofVirtual().name("udp proxy back").start(() -> backward(back, caller));
    return back;
  }

  private void backward(DatagramChannel from, SocketAddress caller) {
    ByteBuffer datagram = ByteBuffer.allocateDirect(DATAGRAM_BYTES_MAX);
    WeatheredPath path = new WeatheredPath(~seed);
    try {
      while (true) {
        from.receive(datagram.clear());
        towardsCallers.add(datagram.flip().remaining());
        if (!cut) send(path, datagram, () -> new Hop(front, caller));
      }
    } catch (IOException e) {
      return; // closed: the test is over
    }
  }

  /// Sends at once in clear weather, later in other.
  private void send(WeatheredPath path, ByteBuffer datagram, Way way) throws IOException {
    Weather now = weather;
    if (now.equals(Weather.CLEAR)) {
      Hop hop = way.hop();
      send(hop.from, datagram, hop.to);
      return;
    }
    byte[] bytes = new byte[datagram.remaining()];
    datagram.get(bytes);
    for (WeatheredPath.Arrival arrival : path.send(now, bytes, System.nanoTime())) {
      underway.add(new Underway(arrival, sent.incrementAndGet(), way));
    }
  }

  private void deliver() {
    try {
      while (!closed) {
        Underway next = underway.poll(CLOSED_LOOK_MILLIS, TimeUnit.MILLISECONDS);
        if (next == null || cut) continue;
        try {
          Hop hop = next.way.hop();
          send(hop.from, ByteBuffer.wrap(next.arrival.bytes()), hop.to);
        } catch (IOException e) {
          // its way is gone: lost
        }
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts the proxy", e);
    }
  }

  /// A datagram that can't be delivered is lost, as in any network: nobody listens while a program
  /// is killed, and a port may have been changed.
  private static void send(DatagramChannel from, ByteBuffer datagram, SocketAddress to) {
    try {
      from.send(datagram, to);
    } catch (IOException e) {
      datagram.position(datagram.limit());
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    front.close();
    for (DatagramChannel back : callers.values()) back.close();
  }

  /// Which socket sends to whom; looked up when a datagram arrives, since ports change.
  @FunctionalInterface
  private interface Way {
    Hop hop() throws IOException;
  }

  private record Hop(DatagramChannel from, SocketAddress to) {}

  /// A datagram on its way; of two that are due at the same time, the first sent comes first.
  private record Underway(WeatheredPath.Arrival arrival, long order, Way way) implements Delayed {
    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(arrival.dueNanos() - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      Underway that = (Underway) other;
      int byTime = Long.compare(arrival.dueNanos() - that.arrival.dueNanos(), 0);
      return byTime != 0 ? byTime : Long.compare(order, that.order);
    }
  }

  /// Counts one direction.
  private static final class Meter {
    final AtomicLong passed = new AtomicLong();
    final AtomicReference<Trigger> trigger = new AtomicReference<>(Trigger.NEVER);

    void add(int bytes) {
      long now = passed.addAndGet(bytes);
      Trigger due = trigger.get();
      if (now >= due.bytes && trigger.compareAndSet(due, Trigger.NEVER)) due.action.run();
    }
  }

  private record Trigger(long bytes, Runnable action) {
    static final Trigger NEVER = new Trigger(Long.MAX_VALUE, () -> {});
  }
}
