package farkeep.home.node;

import farkeep.home.engine.HomeNode;
import farkeep.home.engine.Ports;
import farkeep.home.outage.Absence;
import farkeep.home.outage.HomeLife;
import farkeep.home.replicate.BoxEvents;
import farkeep.link.protocol.Greeting;
import farkeep.link.protocol.Health;
import farkeep.objects.FolderTag;
import farkeep.objects.PeerId;
import farkeep.objects.port.Clocks;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
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
  private volatile Duration stampedAt = Duration.ZERO;
  private final Map<PeerId, String> troubles = new ConcurrentHashMap<>();
  private final HomeNode node;
  private final Map<PeerId, Absence.Told> told = new ConcurrentHashMap<>();
  private final Map<PeerId, Greeted> greetings = new ConcurrentHashMap<>();
  private final Map<PeerId, Instant> reachedAt = new ConcurrentHashMap<>();
  private final Map<PeerId, String> lost = new ConcurrentHashMap<>();
  private final Map<PassBook.Lane, Duration> unsavedSince = new HashMap<>();

  /// @param node whose passes and boxes these are
  public Presence(HomeNode node, Ports ports) {
    this.node = node;
    this.clocks = ports.clocks();
    this.passes = new PassBook(node, ports);
  }

  /// What a box said of itself when it was last reached.
  ///
  /// @param program name and version, for people
  /// @param clockAhead by how much its clock showed more than this home's
  record Greeted(String program, Duration clockAhead) {}

  /// What a box said of itself when it was last reached by this process.
  Optional<Greeted> greeted(PeerId box) {
    return Optional.ofNullable(greetings.get(box));
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
        reachedAt.put(box, clocks.wall());
        lost.put(box, compared(box));
        LOG.info("box reached box={} address={}", box.abbreviated(), address);
      }

      @Override
      public void greeted(Greeting greeting) {
        Duration ahead = Duration.between(clocks.wall(), greeting.peerWall());
        greetings.put(box, new Greeted(greeting.peerProgram(), ahead));
      }

      @Override
      public void disconnected(String why) {
        troubles.put(box, why);
        reachedAt.remove(box);
        told.remove(box);
        LOG.info("box not reached box={} reason=\"{}\"", box.abbreviated(), why);
      }

      @Override
      public void health(Health health) {
        told.put(box, new Absence.Told(health, clocks.wall()));
      }
    };
  }

  /// Which folders a box that has just been reached shows as behind what it had.
  private String compared(PeerId box) {
    try {
      int behind = node.rewound(box);
      return behind == 0 ? "" : "%d folders stand behind where they were".formatted(behind);
    } catch (IOException | RuntimeException e) {
      return "what it keeps was not compared";
    }
  }

  /// What a box lost while it was away; empty: nothing.
  String lost(PeerId box) {
    return lost.getOrDefault(box, "");
  }

  /// How a box that is reached last said it is, and when.
  Optional<Absence.Told> told(PeerId box) {
    return Optional.ofNullable(told.get(box));
  }

  /// Since when a box is reached.
  Optional<Instant> reachedAt(PeerId box) {
    return Optional.ofNullable(reachedAt.get(box));
  }

  /// Whether any box is reached.
  boolean isAnyReached() {
    return !reachedAt.isEmpty();
  }

  /// Whether somebody else answered at the address of a box.
  boolean isStranger(PeerId box) {
    return trouble(box).filter(it -> it.contains(" answered with public key ")).isPresent();
  }

  /// Remembers for the next run that boxes which are reached were reached until now.
  void stampContacts() {
    if (clocks.running().minus(stampedAt).compareTo(HomeLife.STAMP_EVERY) < 0) return;
    stampedAt = clocks.running();
    node.stampContacts();
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
