package farkeep.store;

import farkeep.objects.ObjectId;
import farkeep.store.index.Place;
import farkeep.store.pack.PackEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The objects of packs that are not sealed: their ids are here, on the heap, and not yet in the
/// index.
final class RecentObjects {
  private final Map<ObjectId, Recent> objects = new ConcurrentHashMap<>();

  /// An object and its place in the write order.
  record Recent(Place place, long sequence) {}

  @Nullable Recent find(ObjectId id) {
    return objects.get(id);
  }

  void put(ObjectId id, Place place, long sequence) {
    objects.put(id, new Recent(place, sequence));
  }

  void markDamaged(ObjectId id, Place place) {
    objects.computeIfPresent(
        id,
        (_, recent) ->
            recent.place.equals(place) ? new Recent(place.asDamaged(), recent.sequence) : recent);
  }

  /// The objects of one pack, as its footer names them.
  List<PackEntry> entries(int pack) {
    List<PackEntry> entries = new ArrayList<>();
    objects.forEach((id, recent) -> {
      Place place = recent.place;
      if (place.pack() != pack) return;
      entries.add(new PackEntry(id, place.at(), place.length(), place.damaged()));
    });
    return entries;
  }

  /// Forgets the objects of a pack that the index has now.
  void forget(int pack) {
    objects.values().removeIf(recent -> recent.place.pack() == pack);
  }

  int count() {
    return objects.size();
  }
}
