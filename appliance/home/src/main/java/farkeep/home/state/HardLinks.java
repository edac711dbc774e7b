package farkeep.home.state;

import farkeep.objects.port.Randomness;
import farkeep.vault.tree.ByteString;
import farkeep.vault.tree.HardLinkGroup;
import java.nio.ByteBuffer;

/// Which group the names of one inode belong to: 16 random bytes, given when it was first seen with
/// several names.
public final class HardLinks {
  private final StateIndex index;
  private final Table<Long, byte[]> groups;
  private final Table<byte[], byte[]> learnt;
  private final Randomness randomness;

  HardLinks(
      StateIndex index,
      Table<Long, byte[]> groups,
      Table<byte[], byte[]> learnt,
      Randomness randomness) {
    this.index = index;
    this.groups = groups;
    this.learnt = learnt;
    this.randomness = randomness;
  }

  /// Remembers the group that a path has in the folder's tree, for when its inode is met.
  public void learn(ByteString path, HardLinkGroup group) {
    byte[] bytes =
        ByteBuffer.allocate(HardLinkGroup.BYTES).putLong(group.high()).putLong(group.low()).array();
    index.loosely(() -> learnt.map().put(path.bytes(), bytes));
  }

  /// The group of an inode of the folder; a new one is remembered.
  ///
  /// @param path one of its names
  public HardLinkGroup group(long inode, ByteString path) {
    byte[] group = groups.map().get(inode);
    if (group == null) group = begin(inode, path);
    ByteBuffer bytes = ByteBuffer.wrap(group);
    return new HardLinkGroup(bytes.getLong(), bytes.getLong());
  }

  private byte[] begin(long inode, ByteString path) {
    byte[] known = learnt.map().get(path.bytes());
    byte[] group = known != null ? known : randomness.bytes(HardLinkGroup.BYTES);
    byte[][] settled = {group};
    index.loosely(() -> {
      byte[] other = groups.map().putIfAbsent(inode, group);
      if (other != null) settled[0] = other;
    });
    return settled[0];
  }
}
