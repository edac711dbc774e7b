package farkeep.home.engine;

import farkeep.vault.tree.ByteString;
import farkeep.vault.tree.TreePath;
import java.util.List;

/// Where a path goes when part of a folder is restored.
final class Relocated {
  private Relocated() {}

  /// A path relative to the directory that holds `selected`: what is selected keeps its own name.
  static TreePath below(TreePath selected, TreePath path) {
    if (selected.isRoot()) return path;
    List<ByteString> names = path.names();
    return TreePath.of(names.subList(selected.names().size() - 1, names.size()));
  }
}
