package farkeep.vault.keys;

import java.util.List;
import java.util.Optional;

/// A key space that was opened: its roots and its secrets for life.
///
/// @param id the key id of its first root
/// @param roots those that its holder has, in the order of the log
/// @param newest of the newest roots the one with the lowest key id; empty when its holder was left
///   out of it and may only read what is older
/// @param secrets what lasts for its life
public record KeySpace(
    long id, List<RootKeys> roots, Optional<RootKeys> newest, SpaceSecrets secrets) {
  /// Copies the list.
  public KeySpace {
    roots = List.copyOf(roots);
  }

  /// The root that new objects are sealed under.
  ///
  /// @throws CannotOpenException its holder was left out of the newest root
  public RootKeys current() {
    return newest.orElseThrow(() ->
        new CannotOpenException(
            "the newest root of key space %016x is not wrapped to this device; an owner device must admit it"
                .formatted(id)));
  }
}
