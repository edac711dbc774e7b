package farkeep.vault.tree;

/// A part of a file.
///
/// @param offset of its first byte
/// @param bytes its length, at least 1
public record FileRange(long offset, long bytes) {}
