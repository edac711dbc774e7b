package farkeep.box.identity;

import farkeep.objects.port.Disk;
import farkeep.objects.port.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A small file that must not be lost to one bad block: kept twice, in two directories, each with
/// the SHA-256 of its content behind it. One that is gone or damaged is made anew from the other.
/// For one task.
public final class TwinFile {
  /// Where the second one lies, below the data directory.
  static final String TWINS = "twin";

  private static final int HASH_BYTES = 32;

  private final Disk disk;
  private final String name;
  private final int contentBytesMax;

  /// @param name in the data directory's root
  /// @param contentBytesMax longer is damaged
  public TwinFile(Disk disk, String name, int contentBytesMax) {
    this.disk = disk;
    this.name = name;
    this.contentBytesMax = contentBytesMax;
  }

  /// Neither of the two is whole.
  public static final class LostException extends IOException {
    private static final long serialVersionUID = 1;

    LostException(String message) {
      super(message);
    }
  }

  /// What one of the two holds.
  ///
  /// @param content null when it is not there or damaged
  /// @param damage empty when it is whole or not there
  private record Half(byte @Nullable [] content, Optional<String> damage) {}

  /// The content. Where both are whole and differ, that in the root counts: a person put it there.
  ///
  /// @param told hears what was damaged and could be mended, or why it could not
  /// @return empty when there is no such file
  /// @throws LostException nothing is whole
  /// @throws IOException the device failed
  public Optional<byte[]> read(Consumer<String> told) throws IOException {
    Half first = half(name);
    Half second = half(twin());
    byte[] content = first.content != null ? first.content : second.content;
    if (content == null) {
      if (first.damage.isEmpty() && second.damage.isEmpty()) return Optional.empty();
      throw new LostException(
          "%s is damaged (%s), and %s as well (%s); put one back from a copy of the data directory, or remove both and pair the box anew: the vaults it keeps stay readable"
              .formatted(
                  name,
                  first.damage.orElse("not there"),
                  twin(),
                  second.damage.orElse("not there")));
    }
    mend(name, first, content, told);
    mend(twin(), second, content, told);
    return Optional.of(content);
  }

  /// Makes both, durably, one after the other: a crash can hurt one of them.
  public void write(byte[] content) throws IOException {
    keep(name, content);
    keep(twin(), content);
  }

  private String twin() {
    return TWINS + "/" + name;
  }

  private void mend(String at, Half half, byte[] content, Consumer<String> told) {
    if (half.content != null && Arrays.equals(half.content, content)) return;
    try {
      keep(at, content);
      half.damage.ifPresent(
          damage -> told.accept("%s was damaged (%s), and was made anew".formatted(at, damage)));
    } catch (IOException e) {
      told.accept("%s could not be made anew: %s".formatted(at, e.getMessage()));
    }
  }

  private Half half(String at) throws IOException {
    if (!disk.exists(at)) return new Half(null, Optional.empty());
    try (DiskFile file = disk.open(at, Disk.Access.READ)) {
      long bytes = file.size();
      if (bytes < HASH_BYTES || bytes > contentBytesMax + HASH_BYTES) {
        return damaged("%d B; %d to %d".formatted(bytes, HASH_BYTES, contentBytesMax + HASH_BYTES));
      }
      byte[] all = new byte[(int) bytes];
      file.read(0, ByteBuffer.wrap(all));
      byte[] content = Arrays.copyOf(all, all.length - HASH_BYTES);
      byte[] hash = Arrays.copyOfRange(all, content.length, all.length);
      return MessageDigest.isEqual(hash, hash(content))
          ? new Half(content, Optional.empty())
          : damaged("its checksum does not fit");
    }
  }

  private static Half damaged(String how) {
    return new Half(null, Optional.of(how));
  }

  private void keep(String at, byte[] content) throws IOException {
    String directory = at.equals(name) ? "" : TWINS;
    if (!directory.isEmpty()) {
      disk.makeDirectories(directory);
      disk.forceDirectory("");
    }
    String fresh = at + ".new";
    if (disk.exists(fresh)) disk.delete(fresh);
    try (DiskFile file = disk.create(fresh)) {
      file.write(0, ByteBuffer.wrap(content));
      file.write(content.length, ByteBuffer.wrap(hash(content)));
      file.force();
    }
    disk.rename(fresh, at);
    disk.forceDirectory(directory);
  }

  private static byte[] hash(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
