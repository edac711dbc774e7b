package farkeep.home.posix;

/// What tells cheaply whether a file is still as it was last seen. The device is left out: it gets
/// another number at the next mount.
///
/// @param sizeBytes length
/// @param mtimeNs when the content changed, nanoseconds since 1970
/// @param ctimeNs when content, names or metadata changed, nanoseconds since 1970
/// @param inode number on its file system
public record Stamp(long sizeBytes, long mtimeNs, long ctimeNs, long inode) {}
