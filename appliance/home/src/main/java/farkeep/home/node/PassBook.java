package farkeep.home.node;

import farkeep.home.control.Event;
import farkeep.home.engine.Estimate;
import farkeep.home.engine.HomeNode;
import farkeep.home.engine.Ports;
import farkeep.home.engine.Progress;
import farkeep.objects.FolderTag;
import farkeep.objects.PeerId;
import farkeep.objects.port.Tasks;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The passes that are under way, and what each has still to do. Safe for many threads.
final class PassBook {
  /// Over how long a rate is taken.
  static final Duration RATE_OVER = Duration.ofSeconds(10);

  /// How long who asks waits until what is left has been counted.
  static final Duration COUNT_WAIT = Duration.ofSeconds(1);

  private final Counting counting;
  private final Ports ports;
  private final Tasks.Monitor monitor;
  private final Map<Lane, UnderWay> passes = new HashMap<>();

  /// A folder on its way to a box.
  record Lane(PeerId box, FolderTag folder) {}

  /// What a pass over a folder would read now.
  interface Counting {
    Estimate count(Lane lane) throws IOException, InterruptedException;
  }

  PassBook(HomeNode node, Ports ports) {
    this(lane -> node.estimate(lane.box, lane.folder), ports);
  }

  PassBook(Counting counting, Ports ports) {
    this.counting = counting;
    this.ports = ports;
    this.monitor = ports.tasks().monitor();
  }

  /// Notes that a pass begins; closing it notes the end.
  UnderWay begin(PeerId box, FolderTag folder) {
    Lane lane = new Lane(box, folder);
    UnderWay pass = new UnderWay(lane);
    try (Tasks.Inside _ = monitor.inside()) {
      passes.put(lane, pass);
    }
    return pass;
  }

  /// What the pass of a folder to a box has still to do; nothing when none is under way.
  Optional<Event.Pending> pending(PeerId box, FolderTag folder) throws InterruptedException {
    try (Tasks.Inside _ = monitor.inside()) {
      UnderWay pass = passes.get(new Lane(box, folder));
      return pass == null ? Optional.empty() : Optional.of(pass.pending());
    }
  }

  private record Sample(Duration at, long readBytes) {}

  /// One pass.
  final class UnderWay implements AutoCloseable {
    private final Lane lane;
    private final Deque<Sample> samples = new ArrayDeque<>();
    private Progress.Working now = new Progress.Working(0, 0, 0, 0, 0, Estimate.NOTHING);
    private @Nullable Estimate all;
    private boolean counts;
    private boolean counted;

    private UnderWay(Lane lane) {
      this.lane = lane;
      samples.add(new Sample(ports.clocks().running(), 0));
    }

    /// Takes note of how far it is.
    void heard(Progress.Working working) {
      Duration at = ports.clocks().running();
      try (Tasks.Inside _ = monitor.inside()) {
        now = working;
        samples.add(new Sample(at, working.readBytes()));
        while (samples.size() > 2 && samples.getFirst().at.plus(RATE_OVER).compareTo(at) < 0) {
          samples.removeFirst();
        }
      }
    }

    /// Inside the monitor.
    private Event.Pending pending() throws InterruptedException {
      if (!counts) startCounting();
      Duration end = ports.clocks().running().plus(COUNT_WAIT);
      while (!counted && end.minus(ports.clocks().running()).isPositive()) {
        monitor.await(end.minus(ports.clocks().running()));
      }
      long files = all == null ? -1 : Math.max(0, all.files() - now.files());
      long bytes = all == null ? -1 : Math.max(0, all.readBytes() - now.readBytes());
      return new Event.Pending(files, bytes, now.sentBytes(), bytesPerSecond());
    }

    /// Only who asks what is left has it counted: that walks through the folder once more.
    private void startCounting() {
      counts = true;
      Estimate before = now.done();
      ports.tasks().start("count what is left", () -> count(before));
    }

    private void count(Estimate before) throws InterruptedException {
      Estimate found = null;
      try {
        found = counting.count(lane);
      } catch (IOException e) {
        // the pass meets the same, and tells it
      } finally {
        try (Tasks.Inside _ = monitor.inside()) {
          if (found != null) all = found.plus(before.files(), before.readBytes());
          counted = true;
          monitor.signalAll();
        }
      }
    }

    private long bytesPerSecond() {
      Sample first = samples.getFirst();
      long millis = ports.clocks().running().minus(first.at).toMillis();
      return millis <= 0 ? 0 : (now.readBytes() - first.readBytes) * 1_000 / millis;
    }

    @Override
    public void close() {
      try (Tasks.Inside _ = monitor.inside()) {
        passes.remove(lane, this);
      }
    }
  }
}
