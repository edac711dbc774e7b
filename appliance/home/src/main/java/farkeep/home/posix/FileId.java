package farkeep.home.posix;

/// Which inode: two names with the same one are hard links of each other.
///
/// @param device the file system's number, as `dev_t` of the C library
/// @param inode number on it
public record FileId(long device, long inode) {}
