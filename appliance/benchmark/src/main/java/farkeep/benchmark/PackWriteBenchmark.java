package farkeep.benchmark;

import farkeep.objects.Bytes32;
import farkeep.objects.ObjectId;
import farkeep.objects.PeerId;
import farkeep.objects.system.SystemClocks;
import farkeep.objects.system.SystemDisk;
import farkeep.objects.system.SystemTasks;
import farkeep.store.ObjectStore.Admission;
import farkeep.store.PackedVaultStore;
import farkeep.store.StorePorts;
import farkeep.store.StoreSettings;
import farkeep.store.VaultPlace;
import farkeep.store.VaultStore;
import farkeep.testkit.SeededRandomness;
import farkeep.testkit.objects.SampleObjects;
import farkeep.testkit.objects.SampleObjects.Sample;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// Keeping new chunks on the disk of this machine, beside hashing and appending them to one file.
/// Each ends with one force. Counted operations, because each leaves its bytes on the disk until
/// the end.
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@Warmup(iterations = 15)
@Measurement(iterations = 25)
public class PackWriteBenchmark extends ShortIterations {
  private static final int OBJECTS = 16;
  private static final int OBJECT_BYTES = 512 << 10;

  /// What one operation makes durable.
  static final int BYTES = OBJECTS * OBJECT_BYTES;

  private final SampleObjects samples = new SampleObjects(1);
  private List<Sample> fresh = List.of();
  private ScratchDirectory directory;
  private VaultStore store;
  private FileChannel file;

  /// Opens an empty store and an empty file.
  @Setup
  public void setUp() throws IOException {
    directory = ScratchDirectory.make();
    StorePorts ports =
        new StorePorts(
            new SystemDisk(directory.path()),
            new SystemTasks(),
            new SystemClocks(),
            new SeededRandomness(1),
            _ -> {});
    StoreSettings standard = StoreSettings.standard();
    StoreSettings settings =
        new StoreSettings(standard.packs(), standard.commits(), new StoreSettings.Reserve(0, 0, 0));
    VaultPlace place = new VaultPlace("vaults/one", new PeerId(new Bytes32(1, 2, 3, 4)));
    store = PackedVaultStore.open(ports, place, settings);
    file =
        FileChannel.open(
            directory.path().resolve("raw"),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE);
  }

  /// Makes objects that are not kept yet.
  @Setup(Level.Invocation)
  public void makeObjects() {
    List<Sample> made = new ArrayList<>();
    for (int i = 0; i < OBJECTS; i++) made.add(samples.chunk(OBJECT_BYTES));
    fresh = made;
  }

  /// Admits the objects, checks included, and forces them.
  @Benchmark
  public void admitAndForce() throws IOException, InterruptedException {
    long watermark = 0;
    for (Sample object : fresh) {
      switch (store.admit(object.id(), object.stored())) {
        case Admission.Admitted(long at) -> watermark = at;
        case Admission other -> throw new IllegalStateException("not admitted: " + other);
      }
    }
    store.force(watermark);
  }

  /// Hashes the objects, appends them and forces the file.
  ///
  /// @return how many have their id
  @Benchmark
  public int hashAppendAndForce() throws IOException {
    int right = 0;
    for (Sample object : fresh) {
      if (ObjectId.ofStored(object.stored()).equals(object.id())) right++;
      ByteBuffer bytes = ByteBuffer.wrap(object.stored());
      while (bytes.hasRemaining()) file.write(bytes);
    }
    file.force(false);
    return right;
  }

  /// Closes and deletes everything.
  @TearDown
  public void tearDown() throws IOException {
    store.close();
    file.close();
    directory.delete();
  }
}
