package farkeep.vault.tree;

import static java.util.Objects.requireNonNull;

import farkeep.objects.Limits;

/// What an entry is, with what only such a thing has.
public sealed interface Body {
  /// A regular file.
  ///
  /// @param plainBytes its length
  /// @param content where its bytes stand
  record File(long plainBytes, Content content) implements Body {
    /// @throws IllegalArgumentException a length below 0, or one that the content in the entry
    ///   doesn't have
    public File {
      requireNonNull(content);
      long stands =
          switch (content) {
            case Content.Inline(ByteString bytes) -> bytes.length();
            case Content.ItemList(var items) ->
                items.stream().mapToLong(Item::bytes).reduce(0, Math::addExact);
            case Content.FileTree ignored -> plainBytes;
          };
      if (plainBytes < 0 || plainBytes != stands) {
        throw new IllegalArgumentException(
            "a file of " + plainBytes + " B whose content has " + stands + " B");
      }
    }
  }

  /// A directory; what it holds are entries of their own.
  record Directory() implements Body {}

  /// A symbolic link.
  ///
  /// @param target where it points, as bytes, never followed; 1 to [Limits#PATH_BYTES_MAX]
  record Symlink(ByteString target) implements Body {
    /// @throws IllegalArgumentException an empty target or one that is too long
    public Symlink {
      if (target.isEmpty() || target.length() > Limits.PATH_BYTES_MAX) {
        throw new IllegalArgumentException(
            "a link target of " + target.length() + " B; 1 to " + Limits.PATH_BYTES_MAX);
      }
    }
  }

  /// A named pipe.
  record Fifo() implements Body {}

  /// A character device.
  ///
  /// @param rdev the device number as Linux's 64-bit dev_t
  record CharacterDevice(long rdev) implements Body {}

  /// A block device.
  ///
  /// @param rdev the device number as Linux's 64-bit dev_t
  record BlockDevice(long rdev) implements Body {}
}
