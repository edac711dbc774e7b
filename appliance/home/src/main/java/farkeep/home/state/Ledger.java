package farkeep.home.state;

import farkeep.objects.ObjectId;
import farkeep.vault.tree.ContentTag;
import java.util.Optional;
import java.util.Set;

/// What one box surely keeps: content tag to object. It is a hint: an entry that is missing costs
/// work, and one that is wrong is found out by the box, which admits nothing whose children it
/// lacks. Safe for many threads.
public final class Ledger {
  private final StateIndex index;
  private final Table<ContentTag, ObjectId> objects;

  Ledger(StateIndex index, Table<ContentTag, ObjectId> objects) {
    this.index = index;
    this.objects = objects;
  }

  /// The object that holds this content.
  public Optional<ObjectId> find(ContentTag tag) {
    return Optional.ofNullable(objects.map().get(tag));
  }

  /// From now on the box surely keeps this. Survives a kill once the index commits, soon after.
  public void add(ContentTag tag, ObjectId id) {
    index.loosely(() -> objects.map().put(tag, id));
  }

  /// The box does not keep these after all. Looks through the whole ledger.
  public void forget(Set<ObjectId> lost) {
    index.change(() -> {
      var cursor = objects.map().cursor(null);
      while (cursor.hasNext()) {
        ContentTag tag = cursor.next();
        if (lost.contains(cursor.getValue())) objects.map().remove(tag);
      }
    });
  }

  /// How many contents it knows.
  public long size() {
    return objects.map().sizeAsLong();
  }
}
