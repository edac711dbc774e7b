package farkeep.home.posix;

import static java.util.Objects.requireNonNull;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The extended attributes of one file of whatever kind, ACLs and capabilities among them; a
/// symbolic link's own.
///
/// Reached through `/proc`, for the kernel has no call that takes a directory and a name.
public final class Attributes {
  /// Bytes of all names together, and of one value, that the kernel allows.
  public static final int BYTES_MAX = 64 << 10;

  private static final int FEW_BYTES = 512;

  private final Directory directory;
  private final byte[] name;

  Attributes(Directory directory, byte[] name) {
    this.directory = directory;
    this.name = name;
  }

  /// Their names, in no order; none where the file system knows no attributes. Names of `trusted.*`
  /// are listed for root only.
  public List<byte[]> names() throws PosixException {
    // most files have none or few, and clearing the longest list costs more than asking twice
    List<byte[]> few = names(FEW_BYTES);
    return few == null ? requireNonNull(names(BYTES_MAX)) : few;
  }

  private @Nullable List<byte[]> names(int bytesMax) throws PosixException {
    try (Scratch scratch = new Scratch()) {
      MemorySegment list = scratch.bytes(bytesMax);
      long file = scratch.string(directory.reachable(name));
      long got = scratch.attempt(Syscall.LLISTXATTR, file, list.address(), bytesMax, 0, 0);
      if (got == -Errno.ERANGE.number && bytesMax < BYTES_MAX) return null;
      if (got == -Errno.EOPNOTSUPP.number) return List.of();
      if (got < 0) throw new PosixException((int) -got, "llistxattr", directory.below(name));
      return split(list.asSlice(0, got).toArray(ValueLayout.JAVA_BYTE));
    }
  }

  private static List<byte[]> split(byte[] list) {
    List<byte[]> names = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < list.length; i++) {
      if (list[i] != 0) continue;
      names.add(Arrays.copyOfRange(list, start, i));
      start = i + 1;
    }
    return names;
  }

  /// The value of one.
  ///
  /// @throws PosixException with ENODATA: there is none of that name
  public byte[] get(byte[] attribute) throws PosixException {
    try (Scratch scratch = new Scratch()) {
      MemorySegment value = scratch.bytes(BYTES_MAX);
      long length =
          scratch.check(
              Syscall.LGETXATTR,
              shown(attribute),
              scratch.string(directory.reachable(name)),
              scratch.string(attribute),
              value.address(),
              BYTES_MAX);
      return value.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
    }
  }

  /// Sets one, new or not.
  public void set(byte[] attribute, byte[] value) throws PosixException {
    try (Scratch scratch = new Scratch()) {
      scratch.check(
          Syscall.LSETXATTR,
          shown(attribute),
          scratch.string(directory.reachable(name)),
          scratch.string(attribute),
          scratch.copy(value),
          value.length,
          0);
    }
  }

  /// Removes one.
  ///
  /// @throws PosixException with ENODATA: there is none of that name
  public void remove(byte[] attribute) throws PosixException {
    try (Scratch scratch = new Scratch()) {
      scratch.check(
          Syscall.LREMOVEXATTR,
          shown(attribute),
          scratch.string(directory.reachable(name)),
          scratch.string(attribute));
    }
  }

  private byte[] shown(byte[] attribute) {
    byte[] file = directory.below(name);
    byte[] joined = Arrays.copyOf(file, file.length + 1 + attribute.length);
    joined[file.length] = ' ';
    System.arraycopy(attribute, 0, joined, file.length + 1, attribute.length);
    return joined;
  }
}
