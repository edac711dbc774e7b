package farkeep.home.state;

import farkeep.objects.port.Randomness;
import farkeep.vault.tree.HardLinkGroup;
import java.nio.ByteBuffer;
import org.h2.mvstore.MVMap;

/// Which group the names of one inode belong to: 16 random bytes, given when it was first seen with
/// several names.
public final class HardLinks {
  private final StateIndex index;
  private final MVMap<Long, byte[]> groups;
  private final Randomness randomness;

  HardLinks(StateIndex index, MVMap<Long, byte[]> groups, Randomness randomness) {
    this.index = index;
    this.groups = groups;
    this.randomness = randomness;
  }

  /// The group of an inode of the folder; a new one is remembered.
  public HardLinkGroup group(long inode) {
    byte[] group = groups.get(inode);
    if (group == null) {
      byte[] fresh = randomness.bytes(HardLinkGroup.BYTES);
      index.loosely(() -> groups.put(inode, fresh));
      group = fresh;
    }
    ByteBuffer bytes = ByteBuffer.wrap(group);
    return new HardLinkGroup(bytes.getLong(), bytes.getLong());
  }
}
