package farkeep.vault.keys;

import java.util.List;

/// A key space that was opened: its roots and its secrets for life.
///
/// @param id the key id of its first root
/// @param roots all roots, in the order of the log
/// @param current the root that new objects are sealed under: of the newest the one with the lowest
///   key id
/// @param secrets what lasts for its life
public record KeySpace(long id, List<RootKeys> roots, RootKeys current, SpaceSecrets secrets) {
  /// Copies the list.
  public KeySpace {
    roots = List.copyOf(roots);
  }
}
