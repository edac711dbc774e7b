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

/// The address under which this home paired with a box. It goes before what the box says of itself,
/// which may lie behind a router. Lines of `ID ADDRESS` in the state directory; losing them costs
/// only that.
final class KnownAddresses {
  private static final String FILE = "box-addresses";

  private final StateDirectory directory;
  private final Map<PeerId, String> dialled = new LinkedHashMap<>();

  KnownAddresses(StateDirectory directory) throws IOException {
    this.directory = directory;
    Optional<byte[]> kept = directory.read(FILE);
    if (kept.isEmpty()) return;
    for (String line : new String(kept.get(), StandardCharsets.UTF_8).split("\n")) {
      String[] words = line.split(" ", 2);
      if (words.length == 2) dialled.put(PeerId.ofHex(words[0]), words[1]);
    }
  }

  /// Where to dial a box, best first.
  synchronized List<String> of(BoxRecord box) {
    LinkedHashSet<String> all = new LinkedHashSet<>();
    Optional.ofNullable(dialled.get(box.box())).ifPresent(all::add);
    all.addAll(box.addresses());
    return List.copyOf(all);
  }

  /// Remembers where a box was reached.
  synchronized void remember(PeerId box, String address) throws IOException {
    dialled.put(box, address);
    StringBuilder lines = new StringBuilder();
    dialled.forEach((id, where) -> lines.append(id).append(' ').append(where).append('\n'));
    directory.write(FILE, lines.toString().getBytes(StandardCharsets.UTF_8));
  }
}
