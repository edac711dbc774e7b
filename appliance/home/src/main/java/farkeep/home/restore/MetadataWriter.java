package farkeep.home.restore;

import farkeep.home.posix.Accounts;
import farkeep.home.posix.Attributes;
import farkeep.home.posix.DirectoryEditor;
import farkeep.home.posix.FileKind;
import farkeep.home.posix.FileStat;
import farkeep.home.posix.PosixException;
import farkeep.home.restore.RestoreNotes.Kind;
import farkeep.home.scan.Place;
import farkeep.vault.tree.ByteString;
import farkeep.vault.tree.Metadata;
import farkeep.vault.tree.TreePath;
import java.util.List;
import java.util.SortedMap;

/// Gives a file the metadata of its entry, in the order in which nothing undoes what came before:
/// the owner (clears set-id bits and capabilities), attributes (an owner may set them while the
/// file is writable), permissions, times. What may not or can't be set becomes a note.
final class MetadataWriter {
  private static final int SET_UID = 04000;
  private static final int SET_GID = 02000;
  private static final int UNCHANGED = -1;
  private static final ByteString ACL = ByteString.ofText("system.posix_acl_");
  // others belong to the system: a label of SELinux is not ours to take away
  private static final List<ByteString> REMOVABLE = List.of(ByteString.ofText("user."), ACL);

  private final Accounts accounts;
  private final RestoreRules.Owners owners;
  private final RestoreNotes notes;

  MetadataWriter(Accounts accounts, RestoreRules.Owners owners, RestoreNotes notes) {
    this.accounts = accounts;
    this.owners = owners;
    this.notes = notes;
  }

  /// @param place where the file is, at whatever name
  /// @param path what it will be called, for notes
  void apply(
      Place place, TreePath path, Metadata metadata, SortedMap<ByteString, ByteString> attributes)
      throws PosixException {
    DirectoryEditor edit = place.directory().edit();
    giveTo(place, path, metadata.owner());
    replaceAttributes(place.directory().attributes(place.name()), path, attributes);
    FileStat stat = place.directory().stat(place.name());
    if (stat.kind() != FileKind.SYMLINK) {
      int permissions = safePermissions(path, metadata, stat);
      attempt(Kind.PERMISSIONS, path, () -> edit.permissions(place.name(), permissions));
    }
    attempt(
        Kind.TIME,
        path,
        () -> edit.mtime(place.name(), metadata.mtimeSeconds(), metadata.mtimeNanos()));
  }

  private void giveTo(Place place, TreePath path, Metadata.Owner owner) throws PosixException {
    FileStat stat = place.directory().stat(place.name());
    int uid = uid(owner);
    int gid = gid(owner);
    if (stat.uid() == uid && stat.gid() == gid) return;
    DirectoryEditor edit = place.directory().edit();
    try {
      edit.owner(place.name(), uid, gid);
    } catch (PosixException refused) {
      notes.add(Kind.OWNER, path, refused.getMessage());
      // who may not give a file away may still give it to a group of his
      if (stat.gid() != gid) tryGroup(edit, place.name(), gid);
    }
  }

  private static void tryGroup(DirectoryEditor edit, byte[] name, int gid) throws PosixException {
    try {
      edit.owner(name, UNCHANGED, gid);
    } catch (PosixException refused) {
      if (!isRefusal(refused)) throw refused;
    }
  }

  private int uid(Metadata.Owner owner) {
    if (owners == RestoreRules.Owners.BY_NUMBER) return (int) owner.uid();
    return accounts.uid(owner.userName().bytes()).orElse((int) owner.uid());
  }

  private int gid(Metadata.Owner owner) {
    if (owners == RestoreRules.Owners.BY_NUMBER) return (int) owner.gid();
    return accounts.gid(owner.groupName().bytes()).orElse((int) owner.gid());
  }

  private int safePermissions(TreePath path, Metadata metadata, FileStat stat) {
    int dropped = 0;
    if (stat.uid() != uid(metadata.owner())) dropped |= metadata.mode() & SET_UID;
    if (stat.gid() != gid(metadata.owner())) dropped |= metadata.mode() & SET_GID;
    if (dropped != 0) notes.add(Kind.SET_ID_DROPPED, path, "%04o".formatted(dropped));
    return metadata.mode() & ~dropped;
  }

  private void replaceAttributes(
      Attributes present, TreePath path, SortedMap<ByteString, ByteString> wanted)
      throws PosixException {
    for (byte[] name : present.names()) {
      ByteString known = ByteString.of(name);
      boolean ours = REMOVABLE.stream().anyMatch(known::startsWith);
      // a new file inherits the default ACL of its directory
      if (ours && !wanted.containsKey(known)) present.remove(name);
    }
    // ACLs last: they change the permissions, and who is not root may then set nothing more
    setAttributes(present, path, wanted, false);
    setAttributes(present, path, wanted, true);
  }

  private void setAttributes(
      Attributes present, TreePath path, SortedMap<ByteString, ByteString> wanted, boolean acls)
      throws PosixException {
    for (var attribute : wanted.entrySet()) {
      if (attribute.getKey().startsWith(ACL) != acls) continue;
      byte[] name = attribute.getKey().bytes();
      byte[] value = attribute.getValue().bytes();
      attempt(Kind.ATTRIBUTE, path, () -> present.set(name, value));
    }
  }

  private void attempt(Kind kind, TreePath path, Step step) throws PosixException {
    try {
      step.run();
    } catch (PosixException refused) {
      if (!isRefusal(refused)) throw refused;
      notes.add(kind, path, refused.getMessage());
    }
  }

  private static boolean isRefusal(PosixException failed) {
    return switch (failed.errno()) {
      case EPERM, EACCES, EOPNOTSUPP, EINVAL, ENOSYS, ERANGE, EOVERFLOW, ENOSPC -> true;
      default -> false;
    };
  }

  @FunctionalInterface
  private interface Step {
    void run() throws PosixException;
  }
}
