package farkeep.home.engine;

import farkeep.home.scan.StableFile;
import farkeep.vault.tree.Body;
import farkeep.vault.tree.Content;
import farkeep.vault.tree.Cursor;
import farkeep.vault.tree.Item;
import farkeep.vault.tree.PlacedItem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// Compares a local file with what an entry says its content is, by content tags.
final class ContentCheck {
  private static final int HOLE_STEP_BYTES = 1 << 20;

  private final FolderView view;

  ContentCheck(FolderView view) {
    this.view = view;
  }

  boolean matches(StableFile local, Body.File file) throws IOException {
    if (file.content() instanceof Content.Inline(var inline)) {
      return Arrays.equals(read(local, 0, (int) file.plainBytes()), inline.bytes());
    }
    Cursor<PlacedItem> items = view.fileTree().items(file);
    for (PlacedItem next = items.next(); next != null; next = items.next()) {
      boolean same =
          switch (next.item()) {
            case Item.Data data -> matches(local, next.offset(), data);
            case Item.Hole(long bytes) -> isZero(local, next.offset(), bytes);
          };
      if (!same) return false;
    }
    return true;
  }

  private boolean matches(StableFile local, long at, Item.Data data) throws IOException {
    int length = (int) data.reference().plainBytes();
    for (long i = 0; i < data.repeat(); i++) {
      byte[] plain = read(local, at + i * length, length);
      boolean same =
          plain.length == length
              && view.vault()
                  .treeKeys()
                  .contentTag(plain, 0, length)
                  .equals(data.reference().tag());
      if (!same) return false;
    }
    return true;
  }

  private static boolean isZero(StableFile local, long from, long bytes) throws IOException {
    for (long at = from; at < from + bytes; ) {
      var range = local.rangeAt(at);
      long end = Math.min(range.at() + range.bytes(), from + bytes);
      if (range instanceof farkeep.home.scan.Range.Data) {
        end = Math.min(end, at + HOLE_STEP_BYTES);
        for (byte value : read(local, at, (int) (end - at))) if (value != 0) return false;
      }
      at = end;
    }
    return true;
  }

  private static byte[] read(StableFile local, long at, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    local.read(at, bytes);
    return Arrays.copyOf(bytes.array(), bytes.position());
  }
}
