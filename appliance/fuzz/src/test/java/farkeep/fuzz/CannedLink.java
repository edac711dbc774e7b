package farkeep.fuzz;

import farkeep.link.carrier.Carrier;
import farkeep.link.carrier.Link;
import farkeep.link.carrier.LinkClosedException;
import farkeep.link.carrier.LinkStream;
import farkeep.link.carrier.Pin;
import farkeep.objects.Bytes32;
import farkeep.objects.port.Tasks;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// A link whose peer opens the streams it is given, in order, and then no more.
public final class CannedLink implements Link {
  private final Tasks.Monitor monitor;
  private final Deque<LinkStream> streams;
  private final String protocol;
  private boolean closed;

  /// @param protocol what was agreed on
  /// @param streams those that the peer opens
  public CannedLink(Tasks tasks, String protocol, List<LinkStream> streams) {
    this.monitor = tasks.monitor();
    this.protocol = protocol;
    this.streams = new ArrayDeque<>(streams);
  }

  /// A link for everyday work.
  public CannedLink(Tasks tasks, List<LinkStream> streams) {
    this(tasks, Carrier.FARKEEP, streams);
  }

  @Override
  public LinkStream open() {
    return new CannedStream(new byte[0]);
  }

  @Override
  public LinkStream accept() throws LinkClosedException, InterruptedException {
    try (Tasks.Inside _ = monitor.inside()) {
      while (streams.isEmpty() && !closed) monitor.await();
      if (closed) throw new LinkClosedException("the link is closed");
      return streams.remove();
    }
  }

  @Override
  public String protocol() {
    return protocol;
  }

  @Override
  public Pin listenerPin() {
    return new Pin(new Bytes32(1, 2, 3, 4));
  }

  @Override
  public InetSocketAddress peerAddress() {
    return InetSocketAddress.createUnresolved("peer", 1);
  }

  @Override
  public boolean dialled() {
    return false;
  }

  @Override
  public void authenticated() {}

  @Override
  public boolean isOpen() {
    try (Tasks.Inside _ = monitor.inside()) {
      return !closed;
    }
  }

  @Override
  public void close() {
    try (Tasks.Inside _ = monitor.inside()) {
      closed = true;
      monitor.signalAll();
    }
  }
}
