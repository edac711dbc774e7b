package farkeep.vault.tree;

/// An entry and where it is.
///
/// @param path its path in the folder
/// @param entry what is there
public record PlacedEntry(TreePath path, Entry entry) {}
