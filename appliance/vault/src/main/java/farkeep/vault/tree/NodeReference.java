package farkeep.vault.tree;

import static java.util.Objects.requireNonNull;

import farkeep.objects.ObjectId;

/// Where a tree node is kept, and what it describes.
///
/// @param id the FILE_NODE or PATH_NODE object
/// @param tag HMAC under K_tree of the node's payload with all object ids zeroed: equal tags, equal
///   subtrees
public record NodeReference(ObjectId id, ContentTag tag) {
  /// Neither may be null.
  public NodeReference {
    requireNonNull(id);
    requireNonNull(tag);
  }
}
