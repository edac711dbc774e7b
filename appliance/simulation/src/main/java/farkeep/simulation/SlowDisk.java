package farkeep.simulation;

import farkeep.objects.port.Disk;
import farkeep.objects.port.DiskFile;
import farkeep.objects.port.Tasks;
import farkeep.testkit.disk.SimulatedDisk;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

/// A disk on which every change takes its time, so that other tasks run meanwhile, and power may be
/// cut between any two of them.
final class SlowDisk implements Disk {
  private final SimulatedDisk disk;
  private final Tasks tasks;
  private final Slowness slowness;

  /// How long a change takes now.
  interface Slowness {
    Duration now();
  }

  SlowDisk(SimulatedDisk disk, Tasks tasks, Slowness slowness) {
    this.disk = disk;
    this.tasks = tasks;
    this.slowness = slowness;
  }

  private void pass() {
    try {
      tasks.sleep(slowness.now());
    } catch (InterruptedException e) {
      tasks.cancelSelf(); // a disk is not interrupted; the next wait is
    }
  }

  @Override
  public DiskFile create(String name) throws IOException {
    pass();
    return new SlowFile(disk.create(name));
  }

  @Override
  public DiskFile open(String name, Access access) throws IOException {
    return new SlowFile(disk.open(name, access));
  }

  @Override
  public boolean exists(String name) throws IOException {
    return disk.exists(name);
  }

  @Override
  public List<String> list(String directory) throws IOException {
    return disk.list(directory);
  }

  @Override
  public void makeDirectories(String directory) throws IOException {
    pass();
    disk.makeDirectories(directory);
  }

  @Override
  public void rename(String from, String to) throws IOException {
    pass();
    disk.rename(from, to);
  }

  @Override
  public void delete(String name) throws IOException {
    pass();
    disk.delete(name);
  }

  @Override
  public void forceDirectory(String directory) throws IOException {
    pass();
    disk.forceDirectory(directory);
  }

  @Override
  public long freeBytes() throws IOException {
    return disk.freeBytes();
  }

  @Override
  public long totalBytes() {
    return disk.totalBytes();
  }

  @Override
  public Closeable lock(String name) throws IOException {
    return disk.lock(name);
  }

  private final class SlowFile implements DiskFile {
    private final DiskFile file;

    SlowFile(DiskFile file) {
      this.file = file;
    }

    @Override
    public int read(long at, ByteBuffer into) throws IOException {
      return file.read(at, into);
    }

    @Override
    public void write(long at, ByteBuffer from) throws IOException {
      pass();
      file.write(at, from);
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public void truncate(long bytes) throws IOException {
      pass();
      file.truncate(bytes);
    }

    @Override
    public void force() throws IOException {
      pass();
      file.force();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
