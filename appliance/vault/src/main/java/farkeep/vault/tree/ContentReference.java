package farkeep.vault.tree;

import static java.util.Objects.requireNonNull;

import farkeep.objects.Limits;
import farkeep.objects.ObjectId;

/// Where a piece of content is kept, and what it is.
///
/// @param id the chunk object that holds it
/// @param tag HMAC under K_dedup of its plain bytes
/// @param plainBytes its plain length, 1 to [Limits#PLAIN_BYTES_MAX]
public record ContentReference(ObjectId id, ContentTag tag, long plainBytes) {
  /// @throws IllegalArgumentException the length is out of bounds
  public ContentReference {
    requireNonNull(id);
    requireNonNull(tag);
    if (plainBytes < 1 || plainBytes > Limits.PLAIN_BYTES_MAX) {
      throw new IllegalArgumentException(
          "a chunk of " + plainBytes + " B; 1 to " + Limits.PLAIN_BYTES_MAX);
    }
  }

  /// Whether both name the same content, wherever it is kept.
  public boolean sameContent(ContentReference other) {
    return tag.equals(other.tag) && plainBytes == other.plainBytes;
  }
}
