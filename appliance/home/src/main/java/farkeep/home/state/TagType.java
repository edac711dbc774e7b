package farkeep.home.state;

import farkeep.vault.tree.ContentTag;
import java.nio.ByteBuffer;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/// Content tags, 16 bytes each.
final class TagType extends BasicDataType<ContentTag> {
  static final TagType INSTANCE = new TagType();
  private static final int MEMORY_BYTES = 32;

  private TagType() {}

  @Override
  public int compare(ContentTag a, ContentTag b) {
    int order = Long.compare(a.high(), b.high());
    return order != 0 ? order : Long.compare(a.low(), b.low());
  }

  @Override
  public int getMemory(ContentTag tag) {
    return MEMORY_BYTES;
  }

  @Override
  public void write(WriteBuffer into, ContentTag tag) {
    into.putLong(tag.high()).putLong(tag.low());
  }

  @Override
  public ContentTag read(ByteBuffer from) {
    return ContentTag.read(from);
  }

  @Override
  public ContentTag[] createStorage(int size) {
    return new ContentTag[size];
  }
}
