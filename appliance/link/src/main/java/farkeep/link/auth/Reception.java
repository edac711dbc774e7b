package farkeep.link.auth;

import farkeep.link.carrier.AddressText;
import farkeep.link.carrier.Carrier;
import farkeep.link.carrier.Link;
import farkeep.link.carrier.LinkSettings;
import farkeep.link.protocol.Cancellation;
import farkeep.objects.PeerId;
import farkeep.objects.port.TaskGroup;
import farkeep.objects.port.Tasks;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/// Where links are received: each gets a task of its own, proves who it is, and is served. How many
/// there are altogether is bounded by the carrier; here a device is kept to
/// [LinkSettings#LINKS_PER_DEVICE_MAX]. Its newest link counts: the oldest is closed for it, since
/// it is most likely one whose path is gone.
public final class Reception {
  private final Tasks tasks;
  private final Carrier.Listener listener;
  private final Authenticator authenticator;
  private final Tasks.Monitor monitor;
  private final Map<PeerId, Deque<AuthenticatedLink>> present = new HashMap<>();

  /// @param listener where links arrive
  public Reception(Tasks tasks, Carrier.Listener listener, Authenticator authenticator) {
    this.tasks = tasks;
    this.listener = listener;
    this.authenticator = authenticator;
    this.monitor = tasks.monitor();
  }

  /// What is done with who comes. Safe for many threads.
  public interface Guests {
    /// Serves a peer that has proven itself; the link is closed afterwards.
    void serve(AuthenticatedLink link) throws IOException, InterruptedException;

    /// Pairs with a stranger, on a link for [Carrier#PAIRING]; the link is closed afterwards.
    void pair(Link link) throws IOException, InterruptedException;

    /// Hears why a link has ended before its time.
    void gone(InetSocketAddress from, IOException why);

    /// Hears that serving a peer went wrong in a way nobody had foreseen. It ends that link only.
    void failed(InetSocketAddress from, RuntimeException fault);
  }

  /// Receives until the listener is closed or the task cancelled; then all who are being served are
  /// cancelled.
  ///
  /// @throws IOException the listener was closed
  public void run(Guests guests) throws IOException, InterruptedException {
    try (TaskGroup group = new TaskGroup(tasks)) {
      while (true) {
        Link link = listener.accept();
        group.start("serve " + AddressText.shown(link.peerAddress()), () -> receive(link, guests));
      }
    }
  }

  private void receive(Link link, Guests guests) throws InterruptedException {
    try (link) {
      if (link.protocol().equals(Carrier.PAIRING)) {
        guests.pair(link);
      } else {
        serve(authenticator.run(link), guests);
      }
    } catch (InterruptedIOException e) {
      throw Cancellation.of(e);
    } catch (IOException e) {
      guests.gone(link.peerAddress(), e);
    } catch (RuntimeException e) {
      // In the group it would end all who are being served, and all who come after.
      guests.failed(link.peerAddress(), e);
    }
  }

  private void serve(AuthenticatedLink link, Guests guests)
      throws IOException, InterruptedException {
    seat(link);
    try {
      guests.serve(link);
    } finally {
      leave(link);
    }
  }

  private void seat(AuthenticatedLink link) {
    AuthenticatedLink oldest = null;
    try (Tasks.Inside _ = monitor.inside()) {
      Deque<AuthenticatedLink> links =
          present.computeIfAbsent(link.peer(), _ -> new ArrayDeque<>());
      if (links.size() == LinkSettings.LINKS_PER_DEVICE_MAX) oldest = links.removeFirst();
      links.addLast(link);
    }
    if (oldest != null) oldest.close();
  }

  private void leave(AuthenticatedLink link) {
    try (Tasks.Inside _ = monitor.inside()) {
      Deque<AuthenticatedLink> links = present.get(link.peer());
      if (links == null) return;
      links.remove(link);
      if (links.isEmpty()) present.remove(link.peer());
    }
  }

  /// How many links a device has now.
  public int linksOf(PeerId device) {
    try (Tasks.Inside _ = monitor.inside()) {
      Deque<AuthenticatedLink> links = present.get(device);
      return links == null ? 0 : links.size();
    }
  }
}
