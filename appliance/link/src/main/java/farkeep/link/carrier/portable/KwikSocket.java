package farkeep.link.carrier.portable;

import farkeep.objects.port.Tasks;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The socket that kwik is given. kwik's listener ends the process when its socket fails, so this
/// one never does before kwik closes it: what can't be sent is lost like any datagram, and after a
/// failure it receives again. Who gets through is for a [Filter] to say.
final class KwikSocket extends DatagramSocket {
  private static final Logger LOG = LoggerFactory.getLogger(KwikSocket.class);

  /// How long it waits for a datagram before it lets the filter look for itself.
  private static final Duration LOOK = Duration.ofMillis(500);

  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(100);

  private static final int BUFFER_BYTES = 4 << 20;

  private final Tasks tasks;
  private final Tasks.Monitor monitor;
  private final Filter filter;

  /// Guarded by the monitor.
  private boolean closedByKwik;

  /// Guarded by the monitor.
  private boolean receiving;

  private boolean failing;

  /// What goes through.
  interface Filter {
    /// A datagram for kwik that did not come from the network.
    default Optional<DatagramPacket> forged() {
      return Optional.empty();
    }

    /// Whether kwik gets this one.
    boolean lets(DatagramPacket datagram);

    /// Whether this one is sent.
    ///
    /// @throws IOException kwik has to give up the connection that it belongs to
    boolean sends(DatagramPacket datagram) throws IOException;
  }

  /// @param address where to listen; port 0 takes a free one
  /// @throws SocketException the address is taken, or not of this machine
  KwikSocket(InetSocketAddress address, Tasks tasks, Filter filter) throws SocketException {
    super(address);
    this.tasks = tasks;
    this.monitor = tasks.monitor();
    this.filter = filter;
    setSoTimeout((int) LOOK.toMillis());
    setReceiveBufferSize(BUFFER_BYTES);
    setSendBufferSize(BUFFER_BYTES);
  }

  @Override
  public void receive(DatagramPacket into) throws IOException {
    while (true) {
      Optional<DatagramPacket> forged = filter.forged();
      if (forged.isPresent()) {
        copy(forged.get(), into);
        return;
      }
      if (arrives(into) && filter.lets(into)) return;
    }
  }

  private static void copy(DatagramPacket from, DatagramPacket into) {
    System.arraycopy(from.getData(), 0, into.getData(), 0, from.getLength());
    into.setLength(from.getLength());
    into.setSocketAddress(from.getSocketAddress());
  }

  /// Waits a little for a datagram.
  private boolean arrives(DatagramPacket into) throws SocketException {
    try {
      into.setLength(into.getData().length);
      receiving(true);
      try {
        super.receive(into);
      } finally {
        receiving(false);
      }
      failing = false;
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      if (isClosed()) {
        awaitKwik();
        throw new SocketException("closed");
      }
      if (!failing) LOG.warn("receiving failed reason=\"{}\"", e.getMessage());
      failing = true;
      pause();
      return false;
    }
  }

  private void receiving(boolean now) {
    try (Tasks.Inside _ = monitor.inside()) {
      receiving = now;
      monitor.signalAll();
    }
  }

  private void pause() throws SocketException {
    try {
      tasks.sleep(PAUSE_AFTER_FAILURE);
    } catch (InterruptedException e) {
      throw new SocketException("kwik has ended", e);
    }
  }

  /// The port was let go before kwik was done.
  private void awaitKwik() throws SocketException {
    try (Tasks.Inside _ = monitor.inside()) {
      while (!closedByKwik) monitor.await();
    } catch (InterruptedException e) {
      throw new SocketException("kwik has ended", e);
    }
  }

  @Override
  public void send(DatagramPacket datagram) throws IOException {
    if (filter.sends(datagram)) sendPast(datagram);
  }

  /// Sends without asking the filter. What can't be sent is lost.
  void sendPast(DatagramPacket datagram) {
    try {
      super.send(datagram);
    } catch (IOException e) {
      LOG.debug("a datagram was not sent", e);
    }
  }

  /// Lets go of the port; kwik, which may still have to end connections, does not notice.
  void release() {
    super.close();
    // The port is free only when nobody waits at it any more.
    try (Tasks.Inside _ = monitor.inside()) {
      for (boolean inTime = true; receiving && inTime; ) inTime = monitor.await(LOOK);
    } catch (InterruptedException e) {
      tasks.cancelSelf();
    }
  }

  /// For kwik, when it is done.
  @Override
  public void close() {
    super.close();
    if (monitor == null) return;
    try (Tasks.Inside _ = monitor.inside()) {
      closedByKwik = true;
      monitor.signalAll();
    }
  }
}
