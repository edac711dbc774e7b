package farkeep.home.engine;

import farkeep.objects.ObjectId;
import farkeep.vault.tree.ContentReference;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Optional;

/// Where a restore has put content already: what is wanted again, as in a copied directory or an
/// image with equal parts, is read from there instead of fetched again. Remembers the newest
/// places. Safe for many threads.
final class WrittenContent implements ChunkFetcher.Nearby {
  /// Places remembered: 16 GiB of chunks of the usual size.
  static final int PLACES_MAX = 1 << 15;

  /// Below, fetching together with others is cheaper than finding and opening a file.
  static final int PLAIN_BYTES_MIN = 32 << 10;

  private final int placesMax;
  private final LinkedHashMap<ObjectId, Place> places = new LinkedHashMap<>(64, 0.75f, true);

  /// A file that content was written to.
  interface Written {
    /// @return the bytes there; empty when the file is gone, or another one by now
    Optional<byte[]> read(long at, int bytes) throws IOException;
  }

  private record Place(Written file, long at) {}

  WrittenContent() {
    this(PLACES_MAX);
  }

  WrittenContent(int placesMax) {
    this.placesMax = placesMax;
  }

  /// Content was written at a place of a file.
  void add(ContentReference reference, Written file, long at) {
    if (reference.plainBytes() < PLAIN_BYTES_MIN) return;
    synchronized (places) {
      places.put(reference.id(), new Place(file, at));
      if (places.size() > placesMax) places.pollFirstEntry();
    }
  }

  @Override
  public Optional<byte[]> find(ContentReference reference) {
    Place place;
    synchronized (places) {
      place = places.get(reference.id());
    }
    if (place == null) return Optional.empty();
    try {
      return place.file.read(place.at, (int) reference.plainBytes());
    } catch (IOException e) {
      return Optional.empty(); // the box has it too
    }
  }
}
