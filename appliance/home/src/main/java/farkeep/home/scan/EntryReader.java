package farkeep.home.scan;

import farkeep.home.posix.Accounts;
import farkeep.home.posix.Attributes;
import farkeep.home.posix.Errno;
import farkeep.home.posix.FileStat;
import farkeep.home.posix.PosixException;
import farkeep.vault.tree.Body;
import farkeep.vault.tree.ByteString;
import farkeep.vault.tree.Metadata;
import farkeep.vault.tree.TreePath;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Puts into the words of an entry what the file system says. Safe for many threads.
public final class EntryReader {
  private final FolderRoot root;
  private final Accounts accounts;

  /// @param root the folder
  public EntryReader(FolderRoot root, Accounts accounts) {
    this.root = root;
    this.accounts = accounts;
  }

  /// Times, permissions and owner, with the owner's names as far as this machine knows them.
  public Metadata metadata(FileStat stat) {
    Metadata.Owner owner =
        new Metadata.Owner(
            Integer.toUnsignedLong(stat.uid()),
            Integer.toUnsignedLong(stat.gid()),
            ByteString.of(accounts.user(stat.uid())),
            ByteString.of(accounts.group(stat.gid())));
    return new Metadata(stat.mtimeSeconds(), stat.mtimeNanos(), stat.permissions(), owner);
  }

  /// What it is; none for a regular file, whose body needs its content, and for a socket.
  ///
  /// @throws PosixException it can't be read, or is something else by now
  public Optional<Body> bodyWithoutContent(Finding.Seen seen) throws PosixException {
    return switch (seen.stat().kind()) {
      case REGULAR, SOCKET -> Optional.empty();
      case DIRECTORY -> Optional.of(new Body.Directory());
      case SYMLINK -> Optional.of(new Body.Symlink(target(seen.path())));
      case FIFO -> Optional.of(new Body.Fifo());
      case CHARACTER_DEVICE -> Optional.of(new Body.CharacterDevice(seen.stat().specialDevice()));
      case BLOCK_DEVICE -> Optional.of(new Body.BlockDevice(seen.stat().specialDevice()));
    };
  }

  private ByteString target(TreePath path) throws PosixException {
    try (Place place = root.place(path)) {
      return ByteString.of(place.directory().readLink(place.name()));
    }
  }

  /// All extended attributes that may be read, ACLs and capabilities among them.
  ///
  /// @throws PosixException the file is gone, or its attributes can't be listed
  public SortedMap<ByteString, ByteString> attributes(TreePath path) throws PosixException {
    try (Place place = root.place(path)) {
      Attributes attributes = place.directory().attributes(place.name());
      SortedMap<ByteString, ByteString> values = new TreeMap<>();
      for (byte[] name : attributes.names()) {
        value(attributes, name).ifPresent(value -> values.put(ByteString.of(name), value));
      }
      return Collections.unmodifiableSortedMap(values);
    }
  }

  private static Optional<ByteString> value(Attributes attributes, byte[] name)
      throws PosixException {
    try {
      return Optional.of(ByteString.of(attributes.get(name)));
    } catch (PosixException refused) {
      boolean vanished = refused.is(Errno.ENODATA) || refused.is(Errno.EOPNOTSUPP);
      if (vanished || FolderRoot.isForbidden(refused)) return Optional.empty();
      throw refused;
    }
  }
}
