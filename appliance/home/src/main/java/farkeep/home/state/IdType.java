package farkeep.home.state;

import farkeep.objects.Bytes32;
import farkeep.objects.ObjectId;
import java.nio.ByteBuffer;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/// Object ids, 32 bytes each.
final class IdType extends BasicDataType<ObjectId> {
  static final IdType INSTANCE = new IdType();
  private static final int MEMORY_BYTES = 64;

  private IdType() {}

  @Override
  public int compare(ObjectId a, ObjectId b) {
    return a.compareTo(b);
  }

  @Override
  public int getMemory(ObjectId id) {
    return MEMORY_BYTES;
  }

  @Override
  public void write(WriteBuffer into, ObjectId id) {
    Bytes32 value = id.value();
    into.putLong(value.a()).putLong(value.b()).putLong(value.c()).putLong(value.d());
  }

  @Override
  public ObjectId read(ByteBuffer from) {
    return new ObjectId(Bytes32.read(from));
  }

  @Override
  public ObjectId[] createStorage(int size) {
    return new ObjectId[size];
  }
}
