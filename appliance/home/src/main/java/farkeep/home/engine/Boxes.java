package farkeep.home.engine;

import farkeep.home.replicate.BoxClient;
import farkeep.home.replicate.BoxEvents;
import farkeep.home.replicate.Connector;
import farkeep.home.replicate.ObjectReader;
import farkeep.home.replicate.Patience;
import farkeep.home.replicate.Reconnecting;
import farkeep.home.state.NodeCache;
import farkeep.home.state.StateIndex;
import farkeep.link.protocol.BoxIntroduction;
import farkeep.link.protocol.Greeting;
import farkeep.objects.PeerId;
import farkeep.objects.log.HeadMove;
import farkeep.objects.port.Permits;
import farkeep.objects.port.Tasks;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The boxes of the vault, each reached for at its own pace. Safe for many threads.
public final class Boxes implements Closeable {
  /// Boxes that one home works with.
  public static final int BOXES_MAX = 8;

  /// Passes that work at once: each may hold some 50 MB.
  public static final int PASSES_MAX = 2;

  /// How long whoever reads waits for boxes that are not reached yet, once one is.
  static final Duration GRACE = Duration.ofSeconds(2);

  private final Shared shared;
  private final Ways ways;
  private final Patience patience;
  private final Tasks.Monitor monitor;
  private final Permits passes;
  private final Duration since;
  private final Map<PeerId, KnownBox> known = new LinkedHashMap<>();
  private final Set<PeerId> reached = new HashSet<>();
  private final Set<PeerId> missed = new HashSet<>();
  private boolean closed;

  /// How each box is reached, and who hears of it.
  public interface Ways {
    /// How a box is reached.
    Connector to(PeerId box);

    /// Who hears what it says and what becomes of links to it.
    BoxEvents events(PeerId box);
  }

  /// What all boxes share.
  record Shared(Folders folders, StateIndex index, NodeCache cache, Ports ports) {}

  Boxes(Shared shared, Ways ways, Patience patience) {
    this.shared = shared;
    this.ways = ways;
    this.patience = patience;
    this.monitor = shared.ports.tasks().monitor();
    this.passes = new Permits(shared.ports.tasks(), PASSES_MAX);
    this.since = shared.ports.clocks().running();
  }

  /// Takes up the boxes that are new in the vault log, and drops those that were revoked. Boxes
  /// beyond [#BOXES_MAX] are left to other devices: pairing here makes none.
  public void refresh() {
    List<PeerId> wanted =
        List.copyOf(new TreeSet<>(shared.folders.vault().log().state().boxes().keySet()));
    List<KnownBox> gone = new ArrayList<>();
    try (Tasks.Inside _ = monitor.inside()) {
      for (PeerId id : List.copyOf(known.keySet())) {
        if (wanted.contains(id)) continue;
        gone.add(known.remove(id));
        reached.remove(id);
        missed.remove(id);
      }
      for (PeerId id : wanted) {
        if (!closed && !known.containsKey(id) && known.size() < BOXES_MAX) {
          known.put(id, take(id));
        }
      }
      monitor.signalAll();
    }
    gone.forEach(KnownBox::close);
  }

  private KnownBox take(PeerId id) {
    OpenedVault vault = shared.folders.vault();
    Ports ports = shared.ports;
    BoxClient client =
        new BoxClient(
            vault.id(),
            new Reconnecting.Ports(ways.to(id), ports.tasks(), ports.clocks(), ports.randomness()),
            patience,
            new Reached(id, ways.events(id)));
    NodeStore nodes = new NodeStore(vault.opener(), shared.cache, new SeveralBoxes(this, id));
    SyncMeans means = new SyncMeans(id, vault, client, shared.index, nodes, ports);
    return new KnownBox(means, shared.folders, passes);
  }

  /// Notes whether a box is reached, and passes everything on.
  private final class Reached implements BoxEvents {
    private final PeerId id;
    private final BoxEvents next;

    Reached(PeerId id, BoxEvents next) {
      this.id = id;
      this.next = next;
    }

    @Override
    public void connected(String where) {
      note(true);
      next.connected(where);
    }

    @Override
    public void greeted(Greeting greeting) {
      next.greeted(greeting);
    }

    @Override
    public void disconnected(String why) {
      note(false);
      next.disconnected(why);
    }

    private void note(boolean now) {
      boolean was = isReached(id);
      if (now || was) shared.index.putContact(id, shared.ports.clocks().wall());
      try (Tasks.Inside _ = monitor.inside()) {
        if (now) {
          reached.add(id);
          missed.remove(id);
        } else {
          reached.remove(id);
          missed.add(id);
        }
        monitor.signalAll();
      }
    }

    @Override
    public void introduced(BoxIntroduction introduction) {
      shared.folders.introduced(id, introduction);
      next.introduced(introduction);
    }

    @Override
    public void headMoved(HeadMove head) {
      next.headMoved(head);
    }

    @Override
    public void health(farkeep.link.protocol.Health health) {
      next.health(health);
    }
  }

  /// All of them.
  public List<PeerId> all() {
    try (Tasks.Inside _ = monitor.inside()) {
      return List.copyOf(known.keySet());
    }
  }

  /// When there was last a link to a box, as far as this device remembers.
  public Optional<Instant> lastContact(PeerId box) {
    return isReached(box) ? Optional.of(shared.ports.clocks().wall()) : shared.index.contact(box);
  }

  /// Whether there is a link to a box now.
  public boolean isReached(PeerId box) {
    try (Tasks.Inside _ = monitor.inside()) {
      return reached.contains(box);
    }
  }

  /// Until when a box that is reached takes nothing, because its host wants it so.
  public Optional<Instant> pausedUntil(PeerId box) {
    KnownBox found;
    try (Tasks.Inside _ = monitor.inside()) {
      found = known.get(box);
    }
    return found == null ? Optional.empty() : found.client().pausedUntil();
  }

  /// @throws IOException the vault has no such box
  KnownBox of(PeerId box) throws IOException {
    try (Tasks.Inside _ = monitor.inside()) {
      KnownBox found = known.get(box);
      if (found == null) {
        throw new IOException(
            "the vault has no box %s; `farkeep boxes` lists them".formatted(box.abbreviated()));
      }
      return found;
    }
  }

  /// Waits until one of these boxes is reached, or as long as it is waited for boxes.
  ///
  /// @param among not empty
  /// @return one that is reached; else the first, with which nothing will go well
  public PeerId awaitAny(Collection<PeerId> among) throws InterruptedException {
    Duration end = now().plus(patience.waitMax());
    try (Tasks.Inside _ = monitor.inside()) {
      while (true) {
        for (PeerId id : among) if (reached.contains(id)) return id;
        Duration left = end.minus(now());
        if (closed || !left.isPositive()) return among.iterator().next();
        monitor.await(left);
      }
    }
  }

  /// Waits until one of these boxes is reached, or until every attempt to reach them has failed.
  ///
  /// @return nothing when none is reached, and none will be soon
  public Optional<PeerId> awaitAnyOrMiss(Collection<PeerId> among) throws InterruptedException {
    Duration end = now().plus(patience.waitMax());
    try (Tasks.Inside _ = monitor.inside()) {
      while (true) {
        for (PeerId id : among) if (reached.contains(id)) return Optional.of(id);
        Duration left = end.minus(now());
        if (closed || missed.containsAll(among) || !left.isPositive()) return Optional.empty();
        monitor.await(left);
      }
    }
  }

  /// The boxes that are reached, after waiting for the others for a little while.
  ///
  /// @throws IOException there is no box, or none is reached
  List<KnownBox> awaitReached() throws IOException, InterruptedException {
    List<PeerId> all = all();
    if (all.isEmpty()) {
      throw new IOException("no box is paired yet; `farkeep pair HOST:PORT --code CODE` does that");
    }
    PeerId first = awaitAny(all);
    of(first).client().box();
    Duration end = since.plus(GRACE);
    try (Tasks.Inside _ = monitor.inside()) {
      while (waitsFor(known.keySet()) && end.minus(now()).isPositive()) {
        monitor.await(end.minus(now()));
      }
      List<KnownBox> found = new ArrayList<>();
      for (PeerId id : known.keySet()) if (reached.contains(id)) found.add(known.get(id));
      return found.isEmpty() ? List.of(of(first)) : found;
    }
  }

  /// Whether one of these is neither reached nor was missed.
  private boolean waitsFor(Collection<PeerId> boxes) {
    return boxes.stream().anyMatch(id -> !reached.contains(id) && !missed.contains(id));
  }

  private Duration now() {
    return shared.ports.clocks().running();
  }

  /// Reads from a box, and from the others what it can't give.
  ObjectReader reader(PeerId first) {
    return new SeveralBoxes(this, first);
  }

  /// The boxes to read from, in this order.
  List<KnownBox> readingOrder(PeerId first) throws IOException {
    List<KnownBox> order = new ArrayList<>();
    try (Tasks.Inside _ = monitor.inside()) {
      for (PeerId id : known.keySet()) {
        if (!id.equals(first) && reached.contains(id)) order.add(known.get(id));
      }
    }
    boolean firstIsReached = isReached(first);
    order.add(firstIsReached || order.isEmpty() ? 0 : order.size(), of(first));
    return order;
  }

  @Override
  public void close() {
    List<KnownBox> all;
    try (Tasks.Inside _ = monitor.inside()) {
      closed = true;
      all = List.copyOf(known.values());
      monitor.signalAll();
    }
    all.forEach(KnownBox::close);
  }
}
