package farkeep.home.node;

import farkeep.home.state.StateDirectory;
import farkeep.objects.PeerId;
import farkeep.objects.log.BoxRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The addresses at which this home reaches a box: the one it paired at, or those its owner gave
/// later. They go before what the box says of itself, which may lie behind a router. Lines of `ID
/// ADDRESS…` in the state directory; losing them costs only that. Safe for many threads.
public final class KnownAddresses {
  private static final String FILE = "box-addresses";

  private final StateDirectory directory;
  private final Map<PeerId, List<String>> dialled = new LinkedHashMap<>();

  KnownAddresses(StateDirectory directory) throws IOException {
    this.directory = directory;
    Optional<byte[]> kept = directory.read(FILE);
    if (kept.isEmpty()) return;
    for (String line : new String(kept.get(), StandardCharsets.UTF_8).split("\n")) {
      List<String> words = List.of(line.split(" "));
      if (words.size() > 1) {
        dialled.put(PeerId.ofHex(words.getFirst()), words.subList(1, words.size()));
      }
    }
  }

  /// Where to dial a box, best first.
  synchronized List<String> of(BoxRecord box) {
    LinkedHashSet<String> all = new LinkedHashSet<>();
    all.addAll(dialled.getOrDefault(box.box(), List.of()));
    all.addAll(box.addresses());
    return List.copyOf(all);
  }

  /// Remembers where a box is to be dialled, in place of what was remembered before.
  ///
  /// @param addresses `host:port`, best first
  synchronized void remember(PeerId box, List<String> addresses) throws IOException {
    dialled.put(box, List.copyOf(addresses));
    StringBuilder lines = new StringBuilder();
    dialled.forEach(
        (id, where) -> lines.append(id).append(' ').append(String.join(" ", where)).append('\n'));
    directory.write(FILE, lines.toString().getBytes(StandardCharsets.UTF_8));
  }
}
