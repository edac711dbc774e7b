package farkeep.home.state;

import farkeep.home.posix.Stamp;
import java.nio.ByteBuffer;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/// Stamps: varint size + 1, u64 mtime, varint (ctime minus mtime, zigzag), varint inode.
final class StampType extends BasicDataType<Stamp> {
  static final StampType INSTANCE = new StampType();
  private static final int MEMORY_BYTES = 48;

  private StampType() {}

  @Override
  public int getMemory(Stamp stamp) {
    return MEMORY_BYTES;
  }

  @Override
  public void write(WriteBuffer into, Stamp stamp) {
    into.putVarLong(stamp.sizeBytes() + 1).putLong(stamp.mtimeNs());
    long later = stamp.ctimeNs() - stamp.mtimeNs();
    into.putVarLong(later << 1 ^ later >> 63).putVarLong(stamp.inode());
  }

  @Override
  public Stamp read(ByteBuffer from) {
    long sizeBytes = DataUtils.readVarLong(from) - 1;
    long mtimeNs = from.getLong();
    long folded = DataUtils.readVarLong(from);
    long later = folded >>> 1 ^ -(folded & 1);
    return new Stamp(sizeBytes, mtimeNs, mtimeNs + later, DataUtils.readVarLong(from));
  }

  @Override
  public Stamp[] createStorage(int size) {
    return new Stamp[size];
  }
}
