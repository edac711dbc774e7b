package farkeep.home.engine;

import farkeep.home.state.SeenFiles;
import farkeep.vault.tree.TreePath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// A part of a folder to look at.
///
/// @param deep whether everything below belongs to it
record Scope(TreePath path, boolean deep) {
  /// The whole folder.
  static final List<Scope> ALL = List.of(new Scope(TreePath.ROOT, true));

  /// What has to be looked at when something is known to have changed at some paths: they with all
  /// below them, and the directories they are in, whose times changed too. Where such a directory
  /// was never seen, it is new with all it holds.
  ///
  /// @return in order of paths, none within another
  static List<Scope> of(Collection<TreePath> changed, SeenFiles seen) {
    SortedMap<TreePath, Boolean> deep = new TreeMap<>();
    for (TreePath path : changed) {
      TreePath top = path;
      while (!top.isRoot() && seen.find(top.parent().key()) == null) top = top.parent();
      deep.put(top, true);
      if (!top.isRoot()) deep.putIfAbsent(top.parent(), false);
    }
    List<Scope> scopes = new ArrayList<>();
    TreePath covering = null;
    for (var scope : deep.entrySet()) {
      TreePath path = scope.getKey();
      if (covering != null && path.isBelow(covering)) continue;
      if (scope.getValue()) covering = path;
      scopes.add(new Scope(path, scope.getValue()));
    }
    return List.copyOf(scopes);
  }
}
