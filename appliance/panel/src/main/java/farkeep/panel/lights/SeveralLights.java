package farkeep.panel.lights;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Several sets of lamps that show the same.
///
/// @param all each closed with this
public record SeveralLights(List<Lights> all) implements Lights {
  /// Keeps its own list.
  public SeveralLights {
    all = List.copyOf(all);
  }

  @Override
  public void show(Lit lit) throws IOException {
    IOException failed = null;
    for (Lights each : all) {
      try {
        each.show(lit);
      } catch (IOException e) {
        if (failed == null) failed = e;
        else failed.addSuppressed(e);
      }
    }
    if (failed != null) throw failed;
  }

  /// Only when all lack something: one set of lamps is enough to read by.
  @Override
  public Optional<String> lacks() {
    if (all.stream().anyMatch(each -> each.lacks().isEmpty())) return Optional.empty();
    if (all.isEmpty()) return Optional.of("no lights are set up");
    return Optional.of(
        all.stream().flatMap(each -> each.lacks().stream()).collect(Collectors.joining("; ")));
  }

  @Override
  public void close() {
    all.forEach(Lights::close);
  }
}
