package farkeep.home.node;

import farkeep.home.engine.HomeNode;
import farkeep.home.engine.Ports;
import farkeep.home.replicate.BoxEvents;
import farkeep.link.protocol.Health;
import farkeep.objects.FolderTag;
import farkeep.objects.PeerId;
import farkeep.objects.port.Clocks;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is known now about boxes and about work that waits. Safe for many threads.
public final class Presence {
  private static final Logger LOG = LoggerFactory.getLogger(Presence.class);

  private final Clocks clocks;
  private final PassBook passes;
  private final AtomicLong changes = new AtomicLong();
  private final Map<PeerId, String> troubles = new ConcurrentHashMap<>();
  private final Map<PeerId, Health> healths = new ConcurrentHashMap<>();
  private final Map<PassBook.Lane, Duration> unsavedSince = new HashMap<>();

  /// @param node whose passes and boxes these are
  public Presence(HomeNode node, Ports ports) {
    this.clocks = ports.clocks();
    this.passes = new PassBook(node, ports);
  }

  /// The passes that are under way.
  PassBook passes() {
    return passes;
  }

  /// Who hears what becomes of links to a box.
  public BoxEvents events(PeerId box) {
    return new BoxEvents() {
      @Override
      public void connected(String address) {
        troubles.remove(box);
        LOG.info("box reached box={} address={}", box.abbreviated(), address);
      }

      @Override
      public void disconnected(String why) {
        troubles.put(box, why);
        LOG.info("box not reached box={} reason=\"{}\"", box.abbreviated(), why);
      }

      @Override
      public void health(Health health) {
        healths.put(box, health);
      }
    };
  }

  /// How a box last said it is.
  Optional<Health> health(PeerId box) {
    return Optional.ofNullable(healths.get(box));
  }

  /// Why a box is not reached, if that is known.
  Optional<String> trouble(PeerId box) {
    return Optional.ofNullable(troubles.get(box));
  }

  /// The set of bound folders, or of boxes, has changed.
  void changed() {
    changes.incrementAndGet();
  }

  /// How often the set of bound folders or of boxes has changed.
  long changes() {
    return changes.get();
  }

  /// There is something in a folder that a box does not keep yet.
  synchronized void unsaved(PeerId box, FolderTag folder) {
    unsavedSince.putIfAbsent(new PassBook.Lane(box, folder), clocks.running());
  }

  /// A box keeps everything that was seen in a folder, or is no longer to keep it.
  synchronized void saved(PeerId box, FolderTag folder) {
    unsavedSince.remove(new PassBook.Lane(box, folder));
  }

  /// How old the oldest change is that a box does not keep yet.
  synchronized Optional<Duration> unsavedFor() {
    return unsavedSince.values().stream()
        .min(Duration::compareTo)
        .map(since -> clocks.running().minus(since));
  }
}
