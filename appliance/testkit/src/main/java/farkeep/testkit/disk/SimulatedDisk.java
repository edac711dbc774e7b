package farkeep.testkit.disk;

import farkeep.objects.port.AlreadyLockedException;
import farkeep.objects.port.Disk;
import farkeep.objects.port.DiskFile;
import farkeep.objects.port.DiskFullException;
import farkeep.testkit.disk.DiskOperation.Create;
import farkeep.testkit.disk.DiskOperation.Delete;
import farkeep.testkit.disk.DiskOperation.FailedForce;
import farkeep.testkit.disk.DiskOperation.Force;
import farkeep.testkit.disk.DiskOperation.ForceDirectory;
import farkeep.testkit.disk.DiskOperation.MakeDirectory;
import farkeep.testkit.disk.DiskOperation.Rename;
import farkeep.testkit.disk.DiskOperation.Write;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A disk in memory, as pessimistic as the [Disk] port allows: what was not forced may be lost in a
/// [#crash], in part and in any order. The same operations and the same seed leave the same bytes.
public final class SimulatedDisk implements Disk {
  private final DiskImage image;
  private long capacityBytes;
  private final Set<String> locks = new HashSet<>();
  private @Nullable List<DiskOperation> journal;
  private long operations;
  private long faultAt = Long.MAX_VALUE;
  private @Nullable Fault fault;
  private boolean faultMet;
  private boolean off;
  private boolean lying;
  private int failingReads;

  /// What can go wrong with one operation.
  public enum Fault {
    /// The device answers with an error and does nothing.
    IO_ERROR,
    /// There is no room; of a write, a part may be there.
    DISK_FULL,
    /// A write stops in the middle with an error.
    SHORT_WRITE,
    /// A force fails and drops what it should have written.
    FORCE_FAILS
  }

  /// @param capacityBytes bytes that fit on it
  public SimulatedDisk(long capacityBytes) {
    this(new DiskImage(), capacityBytes);
  }

  private SimulatedDisk(DiskImage image, long capacityBytes) {
    this.image = image;
    this.capacityBytes = capacityBytes;
  }

  /// Cuts the power: this disk answers nothing any more.
  ///
  /// @param seed decides what of the unforced survives
  /// @return what is found when the power is back
  public synchronized SimulatedDisk crash(long seed) {
    off = true;
    return new SimulatedDisk(image.crashed(seed), capacityBytes);
  }

  /// What a crash now would leave; this disk goes on.
  ///
  /// @param seed as for [#crash]
  public synchronized SimulatedDisk crashedCopy(long seed) {
    return new SimulatedDisk(image.crashed(seed), capacityBytes);
  }

  /// The same bytes on a disk of another size, as after a force of all.
  ///
  /// @param freeBytes how many more fit on it
  public synchronized SimulatedDisk copyWithFree(long freeBytes) {
    return new SimulatedDisk(image.crashed(0), image.usedBytes() + freeBytes);
  }

  /// Writes down every operation from now on, for [CrashPoints]. Only for a disk that is still
  /// empty.
  public synchronized SimulatedDisk recording() {
    journal = new ArrayList<>();
    return this;
  }

  synchronized List<DiskOperation> journal() {
    if (journal == null) throw new IllegalStateException("the disk was not recording");
    return List.copyOf(journal);
  }

  /// A disk with a given image; for [CrashPoints].
  static SimulatedDisk of(DiskImage image) {
    return new SimulatedDisk(image, Long.MAX_VALUE);
  }

  /// Operations so far that changed or forced something.
  public synchronized long operations() {
    return operations;
  }

  /// Lets an operation fail. A plan that does not fit its operation (a failing force where
  /// something is written) waits for the next one that it fits.
  ///
  /// @param operation how many go well before it, counted from now
  public synchronized void planFault(long operation, Fault planned) {
    faultAt = operations + operation;
    fault = planned;
    faultMet = false;
  }

  /// Whether the planned fault has happened.
  public synchronized boolean faultMet() {
    return faultMet;
  }

  /// From now on a force answers that it is done, and does nothing.
  public synchronized void lie() {
    lying = true;
  }

  /// Lets the next reads fail.
  ///
  /// @param reads how many
  public synchronized void failReads(int reads) {
    failingReads = reads;
  }

  /// Makes the disk larger or smaller; what is on it stays.
  public synchronized void setCapacity(long bytes) {
    capacityBytes = bytes;
  }

  /// What the end of a process does, however it ends: its locks are gone, its writes are not.
  public synchronized void endProcess() {
    locks.clear();
  }

  /// Lets a byte rot, on the disk and in the cache.
  ///
  /// @param mask bits to flip
  public synchronized void rot(String name, long at, int mask) throws IOException {
    existing(name).rot(at, mask);
  }

  /// Whether this is a directory.
  public synchronized boolean isDirectory(String name) {
    return image.isDirectory(name);
  }

  /// The length of a file.
  public synchronized long size(String name) throws IOException {
    return existing(name).size();
  }

  FileImage image(int number) {
    return image.file(number);
  }

  private FileImage existing(String name) throws IOException {
    return image.file(number(name));
  }

  private int number(String name) throws IOException {
    Integer number = image.number(name);
    if (number == null) throw new NoSuchFileException(name);
    return number;
  }

  @Override
  public synchronized DiskFile create(String name) throws IOException {
    checkPower();
    if (image.number(name) != null) throw new FileAlreadyExistsException(name);
    if (!image.isDirectory(DiskImage.directoryOf(name))) throw new NoSuchFileException(name);
    int number = image.nextFile();
    run(new Create(name, number));
    return new SimulatedFile(this, name, number, Access.READ_WRITE);
  }

  @Override
  public synchronized DiskFile open(String name, Access access) throws IOException {
    checkPower();
    return new SimulatedFile(this, name, number(name), access);
  }

  @Override
  public synchronized boolean exists(String name) throws IOException {
    checkPower();
    return name.isEmpty() || image.number(name) != null;
  }

  @Override
  public synchronized List<String> list(String directory) throws IOException {
    checkPower();
    return image.list(directory);
  }

  @Override
  public synchronized void makeDirectories(String directory) throws IOException {
    for (int end = 0; end >= 0 && !directory.isEmpty(); ) {
      end = directory.indexOf('/', end + 1);
      String name = end < 0 ? directory : directory.substring(0, end);
      if (image.number(name) == null) run(new MakeDirectory(name, image.nextFile()));
      else if (!image.isDirectory(name)) throw new FileAlreadyExistsException(name);
    }
  }

  @Override
  public synchronized void rename(String from, String to) throws IOException {
    existing(from);
    if (!image.isDirectory(DiskImage.directoryOf(to))) throw new NoSuchFileException(to);
    run(new Rename(from, to));
  }

  @Override
  public synchronized void delete(String name) throws IOException {
    existing(name);
    if (!image.list(name).isEmpty()) throw new IOException(name + " is not empty");
    run(new Delete(name));
  }

  @Override
  public synchronized void forceDirectory(String directory) throws IOException {
    if (!image.isDirectory(directory)) throw new NoSuchFileException(directory);
    run(new ForceDirectory(directory));
  }

  @Override
  public synchronized long freeBytes() throws IOException {
    checkPower();
    return Math.max(0, capacityBytes - image.usedBytes());
  }

  @Override
  public synchronized long totalBytes() {
    return capacityBytes;
  }

  @Override
  public synchronized Closeable lock(String name) throws IOException {
    checkPower();
    if (!locks.add(name)) {
      throw new AlreadyLockedException(
          DiskImage.directoryOf(name) + " is in use: another part of this test works on it");
    }
    return () -> {
      synchronized (this) {
        locks.remove(name);
      }
    };
  }

  void checkPower() throws IOException {
    if (off) throw new IOException("the power is off");
  }

  void run(DiskOperation operation) throws IOException {
    checkPower();
    operations++;
    if (operations > faultAt && fault != null) meet(fault, operation);
    boolean forces = operation instanceof Force || operation instanceof ForceDirectory;
    if (!lying || !forces) apply(operation);
  }

  void checkRead() throws IOException {
    if (failingReads == 0) return;
    failingReads--;
    throw new IOException("the device can't read this");
  }

  private void apply(DiskOperation operation) {
    image.apply(operation);
    if (journal != null) journal.add(operation);
  }

  /// Fails if the planned fault fits the operation.
  private void meet(Fault planned, DiskOperation operation) throws IOException {
    boolean fits =
        switch (planned) {
          case IO_ERROR -> true;
          case DISK_FULL -> !(operation instanceof Force || operation instanceof ForceDirectory);
          case SHORT_WRITE -> operation instanceof Write;
          case FORCE_FAILS -> operation instanceof Force;
        };
    if (!fits) return;
    fault = null;
    faultMet = true;
    if (operation instanceof Write(int file, long at, byte[] bytes)
        && planned != Fault.IO_ERROR
        && bytes.length > 1) {
      apply(new Write(file, at, Arrays.copyOf(bytes, bytes.length / 2)));
    }
    if (operation instanceof Force(int file)) apply(new FailedForce(file));
    if (planned == Fault.DISK_FULL) throw full(operation.toString());
    throw new IOException("planned fault: " + planned);
  }

  static DiskFullException full(String what) {
    return new DiskFullException("no room on the simulated disk", new IOException(what));
  }
}
