package farkeep.home.node;

import farkeep.home.engine.Ports;
import farkeep.link.discovery.Finder;
import farkeep.link.discovery.FoundBox;
import farkeep.objects.PeerId;
import farkeep.objects.port.Tasks;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Boxes on this home's own network. Safe for many threads.
public final class LanSearch {
  /// How long one search lasts.
  public static final Duration SEARCH_MAX = Duration.ofSeconds(3);

  /// How long what was found, or not, is taken for true where nobody waits for an answer.
  public static final Duration FRESH = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(LanSearch.class);

  private final Finder finder;
  private final Ports ports;
  private final Tasks.Monitor monitor;
  private List<FoundBox> found = List.of();
  private @Nullable Duration searchedAt;
  private boolean searching;
  private boolean told;

  LanSearch(Finder finder, Ports ports) {
    this.finder = finder;
    this.ports = ports;
    this.monitor = ports.tasks().monitor();
  }

  /// Where a box is that is no longer where it was.
  ///
  /// @return what is announced under its id, now or a moment ago
  Optional<FoundBox> of(PeerId box) throws InterruptedException {
    return neighbours().stream().filter(it -> it.box().equals(box)).findFirst();
  }

  /// The boxes that are announced now, or were a moment ago; none where nothing can be asked.
  List<FoundBox> neighbours() throws InterruptedException {
    try (Tasks.Inside _ = monitor.inside()) {
      while (searching) monitor.await();
      if (isFresh()) return found;
      searching = true;
    }
    List<FoundBox> now = List.of();
    try {
      now = finder.find(_ -> false, SEARCH_MAX);
    } catch (IOException e) {
      tellOnce(e);
    } finally {
      try (Tasks.Inside _ = monitor.inside()) {
        found = now;
        searchedAt = ports.clocks().running();
        searching = false;
        monitor.signalAll();
      }
    }
    return now;
  }

  private boolean isFresh() {
    return searchedAt != null && ports.clocks().running().minus(searchedAt).compareTo(FRESH) < 0;
  }

  private void tellOnce(IOException e) {
    try (Tasks.Inside _ = monitor.inside()) {
      if (told) return;
      told = true;
    }
    LOG.info("boxes on this network can't be looked for reason=\"{}\"", e.getMessage());
  }

  /// The box that is open for pairing.
  ///
  /// @param wanted its name on the network, or the beginning of its id; null: the only one
  /// @return empty when nobody is open for pairing, and none was asked for by name
  /// @throws NotFoundException the one that was asked for is not there, or there are several
  /// @throws IOException the network can't be asked
  Optional<FoundBox> forPairing(@Nullable String wanted) throws IOException, InterruptedException {
    Predicate<List<FoundBox>> enough =
        now -> wanted != null && now.stream().anyMatch(it -> it.pairing() && isCalled(it, wanted));
    List<FoundBox> all = finder.find(enough, SEARCH_MAX);
    List<FoundBox> fit =
        all.stream().filter(it -> wanted == null ? it.pairing() : isCalled(it, wanted)).toList();
    if (fit.size() > 1) {
      throw new NotFoundException(
          "%d boxes on this network are open for pairing: %s; say which: `farkeep pair NAME --code CODE`"
              .formatted(fit.size(), shown(fit)));
    }
    if (wanted != null && fit.isEmpty()) {
      throw new NotFoundException(
          "no box on this network is called %s; there %s. An address is written HOST:PORT"
              .formatted(wanted, all.isEmpty() ? "is none" : "are: " + shown(all)));
    }
    return fit.stream().findFirst();
  }

  private static boolean isCalled(FoundBox box, String wanted) {
    String name = wanted.replaceFirst("\\.local\\.?$", "");
    boolean byId =
        name.length() >= NodeVerbs.ID_DIGITS_MIN && box.box().toString().startsWith(name);
    return byId || box.host().equalsIgnoreCase(name);
  }

  private static String shown(List<FoundBox> boxes) {
    return boxes.stream().map(FoundBox::shown).collect(Collectors.joining(", "));
  }
}
