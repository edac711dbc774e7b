package farkeep.vault.tree;

import farkeep.objects.Bytes32;
import farkeep.objects.ObjectId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/// Keys, entries and maps for the tests of trees.
final class Samples {
  static final TreeKeys KEYS = TreeKeys.of(key(1), key(2));

  private Samples() {}

  static byte[] key(int first) {
    byte[] key = new byte[32];
    for (int i = 0; i < key.length; i++) key[i] = (byte) (first + i);
    return key;
  }

  static Metadata metadata(long mtimeSeconds) {
    return new Metadata(
        mtimeSeconds,
        123_456_789,
        0644,
        new Metadata.Owner(1000, 100, ByteString.ofText("ann"), ByteString.ofText("users")));
  }

  static ContentReference chunk(long number, long plainBytes) {
    return new ContentReference(
        new ObjectId(new Bytes32(number, 2, 3, 4)),
        new ContentTag(number * 0x9E37_79B9_7F4A_7C15L, number),
        plainBytes);
  }

  static Entry file(String text) {
    ByteString bytes = ByteString.ofText(text);
    return Entry.of(
        new Body.File(bytes.length(), new Content.Inline(bytes)), metadata(1_700_000_000));
  }

  static Entry directory() {
    return directory(1_700_000_000);
  }

  static Entry directory(long mtimeSeconds) {
    return Entry.of(new Body.Directory(), metadata(mtimeSeconds));
  }

  static Entry chunked(long firstChunk, int chunks) {
    List<Item> items = new ArrayList<>();
    long bytes = 0;
    for (int i = 0; i < chunks; i++) {
      items.add(new Item.Data(chunk(firstChunk + i, 500_000 + i), 1));
      bytes += 500_000 + i;
    }
    return Entry.of(
        new Body.File(bytes, new Content.ItemList(items)), metadata(1_700_000_000 + firstChunk));
  }

  static Entry random(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> file("x".repeat(random.nextInt(1_025)));
      case 1 -> chunked(random.nextInt(1_000_000), 1 + random.nextInt(64));
      case 2 ->
          Entry.of(
              new Body.Symlink(ByteString.ofText("y".repeat(1 + random.nextInt(200)))),
              metadata(-random.nextInt(1_000)));
      default -> chunked(random.nextInt(1_000_000), 1 + random.nextInt(3));
    };
  }

  /// Up to `size` random paths, in few directories, with random entries.
  static NavigableMap<TreePath, Entry> map(Random random, int size) {
    NavigableMap<TreePath, Entry> map = new TreeMap<>();
    for (int i = 0; i < size; i++) map.put(path(random), random(random));
    return map;
  }

  static TreePath path(Random random) {
    TreePath path = TreePath.ROOT;
    int depth = 1 + random.nextInt(4);
    for (int i = 1; i < depth; i++) {
      path = path.child(ByteString.ofText("directory " + random.nextInt(6)));
    }
    return path.child(ByteString.ofText("name-" + Integer.toString(random.nextInt(100_000), 36)));
  }

  static Cursor<Edit> puts(NavigableMap<TreePath, Entry> map) {
    List<Edit> edits = new ArrayList<>();
    map.forEach((path, entry) -> edits.add(new Edit.Put(path, entry)));
    return Cursor.of(edits);
  }

  static NavigableMap<TreePath, Entry> read(Cursor<PlacedEntry> cursor) throws IOException {
    NavigableMap<TreePath, Entry> map = new TreeMap<>();
    TreePath last = null;
    for (PlacedEntry placed = cursor.next(); placed != null; placed = cursor.next()) {
      if (last != null && last.compareTo(placed.path()) >= 0) throw new AssertionError("order");
      last = placed.path();
      map.put(last, placed.entry());
    }
    return map;
  }

  static <T> List<T> list(Cursor<T> cursor) throws IOException {
    List<T> list = new ArrayList<>();
    for (T next = cursor.next(); next != null; next = cursor.next()) list.add(next);
    return list;
  }

  /// The same entry, with its content under other ids.
  static Entry elsewhere(Entry entry) {
    if (!(entry.body() instanceof Body.File(long bytes, Content.ItemList(List<Item> items)))) {
      return entry;
    }
    List<Item> moved = new ArrayList<>();
    for (Item item : items) {
      ContentReference at = ((Item.Data) item).reference();
      ObjectId id = new ObjectId(new Bytes32(at.tag().low(), 9, 9, 9));
      moved.add(new Item.Data(new ContentReference(id, at.tag(), at.plainBytes()), 1));
    }
    return new Entry(
        new Body.File(bytes, new Content.ItemList(moved)),
        entry.metadata(),
        entry.hardLink(),
        entry.attributes(),
        entry.unknown());
  }

  static Entry withUnknown(Entry entry, int tag) {
    return new Entry(
        entry.body(),
        entry.metadata(),
        Optional.empty(),
        entry.attributes(),
        List.of(new UnknownField(tag, ByteString.ofText("new"))));
  }
}
