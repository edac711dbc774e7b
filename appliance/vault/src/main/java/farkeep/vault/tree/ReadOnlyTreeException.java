package farkeep.vault.tree;

/// A tree that holds something this version doesn't know and must not lose: it can be read, but not
/// edited. The message names the field; a newer Farkeep can edit the tree.
public class ReadOnlyTreeException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /// @param message which field forbids the edit, and what to do
  public ReadOnlyTreeException(String message) {
    super(message);
  }
}
