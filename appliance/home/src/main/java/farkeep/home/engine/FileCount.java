package farkeep.home.engine;

import farkeep.home.state.SeenFiles;
import farkeep.vault.tree.Body;
import farkeep.vault.tree.Edit;
import farkeep.vault.tree.Entry;
import farkeep.vault.tree.NodeReference;
import farkeep.vault.tree.PathTree;
import farkeep.vault.tree.TreePath;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// By how much edits change the number of files of a tree. A tree's totals count entries of any
/// type, so this looks at each entry that goes or is replaced; those that are new cost nothing.
record FileCount(PathTree tree, SeenFiles seen) {
  /// @param root the tree before the edits; null for none
  /// @return how many files more there are afterwards; below 0 for fewer
  long change(@Nullable NodeReference root, List<Edit> edits) throws IOException {
    long change = 0;
    for (Edit edit : edits) {
      if (isFileNow(edit)) change++;
      if (root != null && wasFile(root, edit.path())) change--;
    }
    return change;
  }

  private static boolean isFileNow(Edit edit) {
    return edit instanceof Edit.Put(_, Entry entry) && entry.body() instanceof Body.File;
  }

  private boolean wasFile(NodeReference root, TreePath path) throws IOException {
    if (seen.find(path.key()) == null) return false;
    return tree.get(root, path).filter(entry -> entry.body() instanceof Body.File).isPresent();
  }
}
