package farkeep.vault.tree;

import farkeep.objects.Limits;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Items of file content and references as bytes.
final class ItemCodec {
  private static final int HOLE = 0;
  private static final int DATA = 1;
  private static final int REPEATED = 2;

  private ItemCodec() {}

  static void encode(Item item, Encoder into) {
    switch (item) {
      case Item.Hole(long bytes) -> into.u8(HOLE).varint(bytes);
      case Item.Data(ContentReference reference, long repeat) -> {
        encode(reference, into.u8(repeat == 1 ? DATA : REPEATED));
        if (repeat > 1) into.varint(repeat);
      }
    }
  }

  static void encode(ContentReference reference, Encoder into) {
    into.id(reference.id()).tag(reference.tag()).varint(reference.plainBytes());
  }

  static ContentReference reference(Decoder from) {
    return new ContentReference(
        from.id(), from.tag(), from.varint("length of a chunk", 1, Limits.PLAIN_BYTES_MAX));
  }

  static Item item(Decoder from) {
    int kind = from.u8();
    return switch (kind) {
      case HOLE -> new Item.Hole(from.varint("length of a hole", 1, Long.MAX_VALUE));
      case DATA -> new Item.Data(reference(from), 1);
      case REPEATED -> {
        ContentReference reference = reference(from);
        long most = Long.MAX_VALUE / reference.plainBytes();
        yield new Item.Data(reference, from.varint("repeat of a chunk", 2, most));
      }
      default -> throw from.malformed("item kind %d is unknown; 0 to 2", kind);
    };
  }

  /// Exactly `count` items, none of which could be one with the item before it.
  static List<Item> items(Decoder from, int count) {
    List<Item> items = new ArrayList<>(count);
    @Nullable Item last = null;
    long bytes = 0;
    for (int i = 0; i < count; i++) {
      Item item = item(from);
      if (bytes > Long.MAX_VALUE - item.bytes()) {
        throw from.malformed("items of more than 2^63 bytes together");
      }
      bytes += item.bytes();
      if (last != null && ItemRuns.isRun(last, item)) {
        throw from.malformed("item %d could be one with the item before it", i);
      }
      items.add(item);
      last = item;
    }
    return items;
  }
}
