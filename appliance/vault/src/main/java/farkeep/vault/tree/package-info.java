/// What a folder holds: entries, the path tree that maps paths to them, and the file trees that
/// list the chunks of large files. Pure: nodes come from a [farkeep.vault.tree.NodeSource] and go
/// to a [farkeep.vault.tree.NodeSink]; the bytes are those of `docs/format.md`.
@org.jspecify.annotations.NullMarked
package farkeep.vault.tree;
