package farkeep.box.replication;

import static java.util.Objects.requireNonNull;

import farkeep.objects.Limits;
import farkeep.objects.ObjectHeader;
import farkeep.objects.ObjectId;
import java.util.LinkedHashSet;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Ids of nodes by how high they stand: snapshots above path nodes, those above file nodes, and
/// within a kind by level. Not safe for many threads.
final class Levels {
  private final NavigableMap<Integer, LinkedHashSet<ObjectId>> byLevel = new TreeMap<>();
  private int size;

  /// How high an object with this header stands.
  static int level(ObjectHeader header) {
    return header.kind().code() * Limits.TREE_DEPTH_MAX + header.level();
  }

  void add(ObjectId id, ObjectHeader header) {
    if (byLevel.computeIfAbsent(level(header), _ -> new LinkedHashSet<>()).add(id)) size++;
  }

  boolean isEmpty() {
    return byLevel.isEmpty();
  }

  int size() {
    return size;
  }

  /// The highest level that has ids; only when not empty.
  int highest() {
    return byLevel.lastKey();
  }

  /// The lowest level that has ids; only when not empty.
  int lowest() {
    return byLevel.firstKey();
  }

  /// Takes out one id of a level that has some.
  ObjectId poll(int level) {
    LinkedHashSet<ObjectId> ids = requireNonNull(byLevel.get(level));
    ObjectId id = ids.removeFirst();
    size--;
    if (ids.isEmpty()) byLevel.remove(level);
    return id;
  }

  /// Takes out all ids of a level.
  Set<ObjectId> removeAll(int level) {
    LinkedHashSet<ObjectId> ids = byLevel.remove(level);
    if (ids == null) return Set.of();
    size -= ids.size();
    return ids;
  }

  /// Takes out one id of a level.
  ///
  /// @return whether it was there
  boolean remove(int level, ObjectId id) {
    @Nullable LinkedHashSet<ObjectId> ids = byLevel.get(level);
    if (ids == null || !ids.remove(id)) return false;
    size--;
    if (ids.isEmpty()) byLevel.remove(level);
    return true;
  }
}
