package farkeep.home.state;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/// Byte strings in unsigned order, each written as what differs from the one before it on its page:
/// paths share most of their beginning.
final class BytesType extends BasicDataType<byte[]> {
  static final BytesType INSTANCE = new BytesType();
  private static final int ARRAY_OVERHEAD_BYTES = 24;

  private BytesType() {}

  @Override
  public int compare(byte[] a, byte[] b) {
    return Arrays.compareUnsigned(a, b);
  }

  @Override
  public int getMemory(byte[] bytes) {
    return ARRAY_OVERHEAD_BYTES + bytes.length;
  }

  @Override
  public void write(WriteBuffer into, byte[] bytes) {
    into.putVarInt(bytes.length).put(bytes);
  }

  @Override
  public byte[] read(ByteBuffer from) {
    byte[] bytes = new byte[DataUtils.readVarInt(from)];
    from.get(bytes);
    return bytes;
  }

  @Override
  public void write(WriteBuffer into, Object storage, int count) {
    byte[][] all = (byte[][]) storage;
    byte[] before = new byte[0];
    for (int i = 0; i < count; i++) {
      byte[] bytes = all[i];
      int difference = Arrays.mismatch(before, bytes);
      int shared = difference < 0 ? bytes.length : difference;
      into.putVarInt(shared).putVarInt(bytes.length - shared);
      into.put(ByteBuffer.wrap(bytes, shared, bytes.length - shared));
      before = bytes;
    }
  }

  @Override
  public void read(ByteBuffer from, Object storage, int count) {
    byte[][] all = (byte[][]) storage;
    byte[] before = new byte[0];
    for (int i = 0; i < count; i++) {
      int shared = DataUtils.readVarInt(from);
      int rest = DataUtils.readVarInt(from);
      byte[] bytes = Arrays.copyOf(before, shared + rest);
      if (shared > before.length) Arrays.fill(bytes, before.length, shared, (byte) 0);
      from.get(bytes, shared, rest);
      all[i] = bytes;
      before = bytes;
    }
  }

  @Override
  public byte[][] createStorage(int size) {
    return new byte[size][];
  }
}
