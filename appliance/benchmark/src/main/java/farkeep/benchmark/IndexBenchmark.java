package farkeep.benchmark;

import farkeep.objects.Bytes32;
import farkeep.objects.ObjectId;
import farkeep.objects.PeerId;
import farkeep.objects.system.SystemDisk;
import farkeep.objects.system.SystemTasks;
import farkeep.store.index.IndexFile;
import farkeep.store.index.Place;
import farkeep.store.pack.PackClass;
import farkeep.store.pack.PackEntry;
import farkeep.store.pack.PackHeader;
import farkeep.testkit.SeededRandomness;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// Asking the index where an object stands, its pages in the cache of the operating system.
@State(Scope.Thread)
public class IndexBenchmark extends ShortIterations {
  /// Objects in the index: about 50 GB of usual chunks.
  static final int OBJECTS = 100_000;

  private final Random random = new Random(1);
  private final List<PackEntry> entries = new ArrayList<>();
  private ScratchDirectory directory;
  private IndexFile index;

  /// Fills an index.
  @Setup
  public void setUp() throws IOException {
    directory = ScratchDirectory.make();
    SystemDisk disk = new SystemDisk(directory.path());
    disk.makeDirectories("vault");
    index = IndexFile.create(disk, "vault", new SeededRandomness(1), new SystemTasks().monitor());
    for (int i = 0; i < OBJECTS; i++) entries.add(new PackEntry(id(), 64L * i, 4_096, false));
    PeerId box = new PeerId(new Bytes32(1, 2, 3, 4));
    index.insert(new PackHeader(1, PackClass.DATA, box, 1), entries);
  }

  private ObjectId id() {
    return new ObjectId(
        new Bytes32(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong()));
  }

  /// Looks up an object that is kept.
  @Benchmark
  public @Nullable Place kept() throws IOException {
    return index.find(entries.get(random.nextInt(OBJECTS)).id());
  }

  /// Looks up an object that is not kept.
  @Benchmark
  public @Nullable Place absent() throws IOException {
    return index.find(id());
  }

  /// Closes and deletes the index.
  @TearDown
  public void tearDown() throws IOException {
    index.close();
    directory.delete();
  }
}
