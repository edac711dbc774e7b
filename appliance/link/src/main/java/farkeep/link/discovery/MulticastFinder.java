package farkeep.link.discovery;

import farkeep.objects.PeerId;
import farkeep.objects.port.Clocks;
import farkeep.objects.port.Tasks;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceEvent;
import javax.jmdns.ServiceInfo;
import javax.jmdns.ServiceListener;

/// Searches by mDNS on each network of this machine, through JmDNS. Nothing listens between two
/// searches, so that nobody fills this machine's memory with announcements.
public final class MulticastFinder implements Finder {
  private static final String NAME = "farkeep-home";

  private final Tasks tasks;
  private final Clocks clocks;

  /// @param tasks where searches wait and are closed
  public MulticastFinder(Tasks tasks, Clocks clocks) {
    this.tasks = tasks;
    this.clocks = clocks;
  }

  @Override
  public List<FoundBox> find(Predicate<List<FoundBox>> enough, Duration most)
      throws IOException, InterruptedException {
    List<Lan> lans = Lan.present();
    if (lans.isEmpty()) throw new IOException("this machine has no network with multicast");
    Catch caught = new Catch(tasks);
    List<JmDNS> asking = new ArrayList<>();
    try {
      for (Lan lan : lans) {
        JmDNS dns = JmDNS.create(lan.named(NAME), NAME, Responder.PACKET_PAUSE_MILLIS);
        asking.add(dns);
        dns.addServiceListener(Responder.TYPE, caught);
      }
      return caught.await(enough, clocks, most);
    } finally {
      // saying goodbye takes seconds, and who searched does not wait for it
      for (JmDNS each : asking) tasks.start("mdns goodbye", each::close);
    }
  }

  /// What comes in while a search lasts.
  private static final class Catch implements ServiceListener {
    private final Tasks.Monitor monitor;
    private final Set<String> asked = new HashSet<>();
    private final Map<PeerId, FoundBox> found = new HashMap<>();

    Catch(Tasks tasks) {
      this.monitor = tasks.monitor();
    }

    @Override
    public void serviceAdded(ServiceEvent event) {
      boolean first;
      try (Tasks.Inside _ = monitor.inside()) {
        first = asked.size() < BOXES_MAX && asked.add(event.getName());
      }
      if (first) event.getDNS().requestServiceInfo(event.getType(), event.getName());
    }

    @Override
    public void serviceRemoved(ServiceEvent event) {
      // a box that says goodbye during a search is dialled in vain, which does no harm
    }

    @Override
    public void serviceResolved(ServiceEvent event) {
      ServiceInfo info = event.getInfo();
      BoxText.Service service =
          new BoxText.Service(
              info.getServer() == null ? "" : info.getServer(),
              info.getPort(),
              List.of(info.getInetAddresses()));
      BoxText.read(service, text(info)).ifPresent(this::add);
    }

    private static Map<String, String> text(ServiceInfo info) {
      Map<String, String> text = new HashMap<>();
      for (String name : Collections.list(info.getPropertyNames())) {
        String value = info.getPropertyString(name);
        if (value != null) text.put(name, value);
      }
      return text;
    }

    private void add(FoundBox box) {
      try (Tasks.Inside _ = monitor.inside()) {
        if (found.size() < BOXES_MAX) found.put(box.box(), box);
        monitor.signalAll();
      }
    }

    List<FoundBox> await(Predicate<List<FoundBox>> enough, Clocks clocks, Duration most)
        throws InterruptedException {
      Duration end = clocks.running().plus(most);
      try (Tasks.Inside _ = monitor.inside()) {
        while (true) {
          List<FoundBox> now =
              found.values().stream().sorted(Comparator.comparing(FoundBox::host)).toList();
          Duration left = end.minus(clocks.running());
          if (enough.test(now) || !left.isPositive()) return now;
          monitor.await(left);
        }
      }
    }
  }
}
