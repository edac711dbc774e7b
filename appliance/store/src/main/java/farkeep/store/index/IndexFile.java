package farkeep.store.index;

import farkeep.objects.ObjectId;
import farkeep.objects.port.Disk;
import farkeep.objects.port.DiskFile;
import farkeep.objects.port.Randomness;
import farkeep.objects.port.Tasks;
import farkeep.objects.port.Tasks.Inside;
import farkeep.store.index.IndexDirectory.Covered;
import farkeep.store.index.IndexDirectory.Segment;
import farkeep.store.pack.PackClass;
import farkeep.store.pack.PackEntry;
import farkeep.store.pack.PackHeader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// `index.fki`: from the fingerprint of an id to its place in a sealed pack.
///
/// 256 segments, each a hash table of 512-byte pages that grows alone: into new pages at the end of
/// the file, so that readers of the old ones are never disturbed. A page is written whole and
/// carries a checksum: a crash leaves each page old or new, and inserting a pack again does no
/// harm. Only what the directory says is covered counts. Many threads may look up while one
/// inserts.
public final class IndexFile implements Closeable {
  /// Its name in the vault's directory.
  public static final String NAME = "index.fki";

  private static final long FIRST_SEGMENT_AT = 2L * IndexDirectory.BYTES;

  private final DiskFile file;
  private final IndexPages pages;
  private final Tasks.Monitor writing;
  private final SortedSet<Integer> covered;
  private volatile IndexDirectory directory;
  private long written;

  private IndexFile(
      DiskFile file, Tasks.Monitor writing, SortedSet<Integer> covered, IndexDirectory directory)
      throws IOException {
    this.file = file;
    this.writing = writing;
    this.covered = new TreeSet<>(covered);
    this.directory = directory;
    this.written = directory.generation();
    this.pages = new IndexPages(file, FIRST_SEGMENT_AT);
  }

  /// Makes an empty index in place of the one there is.
  ///
  /// @param writing a new monitor
  public static IndexFile create(
      Disk disk, String vaultDirectory, Randomness randomness, Tasks.Monitor writing)
      throws IOException {
    String name = vaultDirectory + "/" + NAME;
    if (disk.exists(name)) disk.delete(name);
    DiskFile file = disk.create(name);
    ByteBuffer key = ByteBuffer.wrap(randomness.bytes(16));
    List<Segment> segments = Collections.nCopies(IndexDirectory.SEGMENTS, Segment.EMPTY);
    IndexDirectory directory =
        new IndexDirectory(1, key.getLong(), key.getLong(), Covered.NONE, segments);
    file.write(directory.at(), directory.encode());
    file.force();
    disk.forceDirectory(vaultDirectory);
    return new IndexFile(file, writing, new TreeSet<>(), directory);
  }

  /// Opens the index there is.
  ///
  /// @param existing numbers of all packs, open ones included
  /// @return empty when there is none, or none that fits these packs
  public static Optional<IndexFile> open(
      Disk disk, String vaultDirectory, SortedSet<Integer> existing, Tasks.Monitor writing)
      throws IOException {
    DiskFile file;
    try {
      file = disk.open(vaultDirectory + "/" + NAME, Disk.Access.READ_WRITE);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    IndexDirectory newest = null;
    for (long at = 0; at < FIRST_SEGMENT_AT; at += IndexDirectory.BYTES) {
      ByteBuffer bytes = ByteBuffer.allocate(IndexDirectory.BYTES);
      file.read(at, bytes);
      IndexDirectory copy = IndexDirectory.decode(bytes.clear(), file.size()).orElse(null);
      if (copy != null && (newest == null || copy.generation() > newest.generation()))
        newest = copy;
    }
    Optional<SortedSet<Integer>> covered =
        newest == null ? Optional.empty() : newest.covered().among(existing);
    if (newest != null && covered.isPresent()) {
      return Optional.of(new IndexFile(file, writing, covered.get(), newest));
    }
    file.close();
    return Optional.empty();
  }

  /// The packs whose objects are in the index, ascending.
  public SortedSet<Integer> covered() {
    return Collections.unmodifiableSortedSet(covered);
  }

  /// Objects in the index, about.
  public long objects() {
    return directory.segments().stream().mapToLong(Segment::objects).sum();
  }

  /// Where an object stands.
  ///
  /// @return null when the index does not have it
  /// @throws IndexDamagedException a page is not what was written
  public @Nullable Place find(ObjectId id) throws IOException {
    try {
      return lookUp(id);
    } catch (IndexDamagedException e) {
      // perhaps the page was read in the middle of its writing
      try (Inside _ = writing.inside()) {
        return lookUp(id);
      }
    }
  }

  private @Nullable Place lookUp(ObjectId id) throws IOException {
    IndexDirectory now = directory;
    Fingerprint fingerprint = Fingerprint.of(id, now.k0(), now.k1());
    Segment segment = now.segments().get(fingerprint.segment());
    ByteBuffer bytes = ByteBuffer.allocate(IndexPage.BYTES);
    for (int probe = 0; probe < segment.pages(); probe++) {
      IndexPage page = pages.read(IndexPages.at(segment, fingerprint, probe), bytes.clear());
      int slot = page.find(fingerprint);
      if (slot >= 0) return page.isCondemned(slot) ? null : page.place(slot);
      if (!page.isFull()) return null;
    }
    return null;
  }

  /// Marks an object as damaged, or does nothing when it is not at this place any more. Not forced:
  /// who reads the object again finds the damage again.
  public void markDamaged(ObjectId id, Place place) throws IOException {
    try (Inside _ = writing.inside()) {
      if (!place.equals(lookUp(id))) return;
      Fingerprint fingerprint = Fingerprint.of(id, directory.k0(), directory.k1());
      insertion(fingerprint.segment()).put(fingerprint, place.asDamaged()).write();
    }
  }

  /// Inserts a sealed pack; covered once [#publish] was called. An object that an older pack has
  /// too is found in the newer one afterwards.
  public void insert(PackHeader pack, List<PackEntry> entries) throws IOException {
    try (Inside _ = writing.inside()) {
      Map<Integer, Map<Fingerprint, Place>> bySegment = new TreeMap<>();
      for (PackEntry entry : entries) {
        Fingerprint fingerprint = Fingerprint.of(entry.id(), directory.k0(), directory.k1());
        bySegment
            .computeIfAbsent(fingerprint.segment(), _ -> new HashMap<>())
            .put(fingerprint, place(pack, entry));
      }
      List<Segment> segments = new ArrayList<>(directory.segments());
      for (Map.Entry<Integer, Map<Fingerprint, Place>> each : bySegment.entrySet()) {
        segments.set(each.getKey(), insert(each.getKey(), each.getValue()));
      }
      covered.add(pack.number());
      directory = directory.with(segments);
    }
  }

  /// Makes everything inserted so far durable and says that it is covered.
  ///
  /// @param existing numbers of all packs, open ones included
  public void publish(SortedSet<Integer> existing) throws IOException {
    try (Inside _ = writing.inside()) {
      file.force();
      IndexDirectory next =
          new IndexDirectory(
              ++written,
              directory.k0(),
              directory.k1(),
              Covered.of(covered, existing),
              directory.segments());
      file.write(next.at(), next.encode());
      file.force();
      directory = next;
    }
  }

  private static Place place(PackHeader pack, PackEntry entry) {
    boolean node = pack.kind() == PackClass.META;
    return new Place(pack.number(), entry.at(), entry.length(), entry.damaged(), node);
  }

  private Segment insert(int number, Map<Fingerprint, Place> entries) throws IOException {
    SegmentInsertion insertion = insertion(number);
    insertion.makeRoom(entries.size());
    for (Map.Entry<Fingerprint, Place> each : entries.entrySet()) {
      insertion.put(each.getKey(), each.getValue());
    }
    return insertion.write();
  }

  private SegmentInsertion insertion(int number) {
    return new SegmentInsertion(pages, number, directory.segments().get(number));
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
