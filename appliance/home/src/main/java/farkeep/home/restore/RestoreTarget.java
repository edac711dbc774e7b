package farkeep.home.restore;

import farkeep.home.posix.Accounts;
import farkeep.home.posix.Directory;
import farkeep.home.posix.DirectoryEditor;
import farkeep.home.posix.Errno;
import farkeep.home.posix.FileKind;
import farkeep.home.posix.FileStat;
import farkeep.home.posix.PosixException;
import farkeep.home.restore.RestoreNotes.Kind;
import farkeep.home.restore.RestoreRules.Existing;
import farkeep.home.scan.FolderRoot;
import farkeep.home.scan.Place;
import farkeep.home.scan.StableFile;
import farkeep.home.scan.TemporaryName;
import farkeep.vault.tree.ByteString;
import farkeep.vault.tree.Entry;
import farkeep.vault.tree.Metadata;
import farkeep.vault.tree.TreePath;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;

/// A directory into which entries are put back.
///
/// The caller makes a directory before what it holds and finishes it afterwards, for each name that
/// comes or goes moves its times. Everything else appears under its name complete or not at all. A
/// restore that was killed is run again: what [#complete] says is there is not written again. No
/// path leads outside: a symbolic link where a directory should be is an error. Safe for many
/// threads that write different paths.
public final class RestoreTarget implements Closeable {
  private static final byte[] ITSELF = {'.'};
  private static final byte[] UNFINISHED = TemporaryName.of(new byte[0]);

  private final FolderRoot root;
  private final RestoreRules rules;
  private final RestoreNotes notes = new RestoreNotes();
  private final DiskNames names;
  private final MetadataWriter metadata;

  private RestoreTarget(FolderRoot root, RestoreRules rules) throws PosixException {
    this.root = root;
    this.rules = rules;
    try (Directory top = root.directory(TreePath.ROOT)) {
      this.names = new DiskNames(top.fileSystem(), notes);
    }
    this.metadata = new MetadataWriter(new Accounts(), rules.owners(), notes);
  }

  /// @param path of a directory that exists, as bytes
  /// @throws PosixException it does not exist, or may not be entered
  public static RestoreTarget open(byte[] path, RestoreRules rules) throws PosixException {
    FolderRoot root = FolderRoot.open(path);
    try {
      return new RestoreTarget(root, rules);
    } catch (PosixException failed) {
      root.close();
      throw failed;
    }
  }

  /// As [#open], but first makes the directory when it does not exist. It then counts as one that
  /// this restore has made, and so does an empty one: somebody made that for the restore.
  ///
  /// @param path whose parent exists
  public static RestoreTarget make(byte[] path, RestoreRules rules) throws IOException {
    int end = path.length;
    while (end > 1 && path[end - 1] == '/') end--;
    int start = end;
    while (start > 0 && path[start - 1] != '/') start--;
    byte[] parent = start == 0 ? ITSELF : Arrays.copyOf(path, start);
    byte[] name = start == end ? ITSELF : Arrays.copyOfRange(path, start, end);
    try (Place place = new Place(Directory.open(parent), name)) {
      if (stat(place).isEmpty()) makeUnfinished(place);
    }
    try (Directory there = Directory.open(path)) {
      if (there.names().isEmpty()) markUnfinished(there);
    }
    return open(path, rules);
  }

  /// What could not be given back as it was.
  public RestoreNotes notes() {
    return notes;
  }

  /// The rules it was opened with.
  public RestoreRules rules() {
    return rules;
  }

  /// Makes a directory, for its owner only until [#finishDirectory]. One that exists stays.
  ///
  /// @throws TargetExistsException something else has the name
  public void makeDirectory(TreePath path) throws IOException {
    if (path.isRoot()) return;
    names.holding(
        path,
        disk -> {
          try (Place place = root.place(disk)) {
            Optional<FileStat> there = stat(place);
            if (there.isEmpty()) {
              makeUnfinished(place);
            } else if (there.get().kind() != FileKind.DIRECTORY) {
              throw new TargetExistsException(path);
            }
          }
        });
  }

  // under its name it is marked from the first moment, so that a restore that goes on after a kill
  // knows it for its own
  private static void makeUnfinished(Place place) throws PosixException {
    DirectoryEditor edit = place.directory().edit();
    byte[] temporary = TemporaryName.of(place.name());
    try {
      edit.makeDirectory(temporary);
    } catch (PosixException refused) {
      if (!refused.is(Errno.EEXIST)) throw refused;
    }
    try (Directory made = place.directory().directory(temporary)) {
      markUnfinished(made);
    }
    edit.rename(temporary, place.name());
  }

  private static void markUnfinished(Directory directory) throws PosixException {
    try {
      directory.edit().makeSpecial(UNFINISHED, FileKind.REGULAR, 0);
    } catch (PosixException refused) {
      if (!refused.is(Errno.EEXIST)) throw refused;
    }
  }

  /// Gives a directory its metadata, when all that it holds is there. One that was there before the
  /// restore keeps its own, unless existing things are to be replaced.
  public void finishDirectory(
      TreePath path, Metadata wanted, SortedMap<ByteString, ByteString> attributes)
      throws IOException {
    TreePath disk = names.onDisk(path);
    boolean ours;
    try (Directory directory = root.directory(disk)) {
      ours = remove(directory, UNFINISHED);
    }
    if (!ours && rules.existing() == Existing.KEEP) {
      // the uppermost is the one that the user named: no surprise that it was there
      if (!path.isRoot()) notes.add(Kind.DIRECTORY_KEPT, path, "was there before");
      return;
    }
    try (Place place = root.place(disk)) {
      metadata.apply(place, path, wanted, attributes);
      if (rules.forceEach()) place.directory().force();
    }
  }

  private static boolean remove(Directory directory, byte[] name) throws PosixException {
    try {
      directory.edit().unlink(name);
      return true;
    } catch (PosixException refused) {
      if (refused.is(Errno.ENOENT)) return false;
      throw refused;
    }
  }

  /// Begins a file.
  ///
  /// @throws TargetExistsException the name is taken and existing things stay
  public RestoredFile file(TreePath path) throws IOException {
    return names.hold(path, disk -> new RestoredFile(this, openFree(path, disk), path));
  }

  /// Makes a symbolic link, a pipe or a device, with its metadata.
  ///
  /// @param entry of neither file nor directory
  /// @throws TargetExistsException the name is taken and existing things stay
  public void special(TreePath path, Entry entry, SortedMap<ByteString, ByteString> attributes)
      throws IOException {
    names.holding(
        path,
        disk -> {
          try (Place place = openFree(path, disk);
              Place temporary = temporary(place)) {
            remove(temporary.directory(), temporary.name());
            if (!SpecialMaker.make(temporary, path, entry.body(), notes)) return;
            dress(place, path, entry.metadata(), attributes);
            rename(place, path);
          }
        });
  }

  /// Gives a file that was restored another name.
  ///
  /// @return false when the file system can't: restore it as a file of its own
  /// @throws TargetExistsException the name is taken by another file and existing things stay
  public boolean hardLink(TreePath first, TreePath path) throws IOException {
    return names.hold(
        path,
        disk -> {
          try (Place from = root.place(names.onDisk(first));
              Place place = root.place(disk)) {
            FileStat linked = from.directory().stat(from.name());
            Optional<FileStat> there = stat(place);
            if (there.isPresent() && there.get().id().equals(linked.id())) return true;
            if (there.isPresent() && rules.existing() == Existing.KEEP) {
              throw new TargetExistsException(path);
            }
            return link(from, place, path);
          }
        });
  }

  private boolean link(Place from, Place place, TreePath path) throws IOException {
    byte[] temporary = TemporaryName.of(place.name());
    remove(place.directory(), temporary);
    try {
      place.directory().edit().link(from.directory(), from.name(), temporary);
    } catch (PosixException refused) {
      switch (refused.errno()) {
        case EPERM, EOPNOTSUPP, EMLINK, EXDEV -> {
          notes.add(Kind.HARD_LINK, path, refused.getMessage());
          return false;
        }
        default -> throw refused;
      }
    }
    rename(place, path);
    return true;
  }

  /// The file at a path when it has this length and time already: its content, to be checked before
  /// it is believed.
  public Optional<StableFile> complete(TreePath path, Metadata wanted, long sizeBytes)
      throws IOException {
    TreePath disk = names.onDisk(path);
    Optional<FileStat> there = root.look(disk);
    boolean alike =
        there.isPresent()
            && there.get().kind() == FileKind.REGULAR
            && there.get().sizeBytes() == sizeBytes
            && there.get().mtimeSeconds() == wanted.mtimeSeconds()
            && there.get().mtimeNanos() == wanted.mtimeNanos();
    return alike ? Optional.of(root.open(disk)) : Optional.empty();
  }

  /// Makes everything that was restored durable: one call for all of it.
  public void force() throws IOException {
    try (Directory top = root.directory(TreePath.ROOT)) {
      top.forceFileSystem();
    }
  }

  @Override
  public void close() {
    root.close();
  }

  private Place openFree(TreePath path, TreePath disk) throws IOException {
    Place place = root.place(disk);
    if (rules.existing() == Existing.KEEP && stat(place).isPresent()) {
      place.close();
      throw new TargetExistsException(path);
    }
    return place;
  }

  static Place temporary(Place place) throws PosixException {
    return new Place(place.directory().directory(ITSELF), TemporaryName.of(place.name()));
  }

  /// Gives what stands at the temporary name its metadata.
  void dress(
      Place place, TreePath path, Metadata wanted, SortedMap<ByteString, ByteString> attributes)
      throws IOException {
    try (Place temporary = temporary(place)) {
      metadata.apply(temporary, path, wanted, attributes);
    }
  }

  /// Gives what stands at the temporary name its own.
  void rename(Place place, TreePath path) throws IOException {
    DirectoryEditor edit = place.directory().edit();
    byte[] temporary = TemporaryName.of(place.name());
    try {
      if (rules.existing() == Existing.KEEP) {
        edit.renameToFree(temporary, place.name());
      } else {
        edit.rename(temporary, place.name());
      }
    } catch (PosixException refused) {
      remove(place.directory(), temporary);
      if (refused.is(Errno.EEXIST)) throw new TargetExistsException(path);
      throw refused;
    }
    if (rules.forceEach()) place.directory().force();
  }

  private static Optional<FileStat> stat(Place place) throws PosixException {
    try {
      return Optional.of(place.directory().stat(place.name()));
    } catch (PosixException refused) {
      if (refused.is(Errno.ENOENT)) return Optional.empty();
      throw refused;
    }
  }
}
