package farkeep.testkit.disk;

import farkeep.objects.port.Disk.Access;
import farkeep.objects.port.DiskFile;
import farkeep.testkit.disk.DiskOperation.Force;
import farkeep.testkit.disk.DiskOperation.Truncate;
import farkeep.testkit.disk.DiskOperation.Write;
import java.io.IOException;
import java.nio.ByteBuffer;

/// An open file of a [SimulatedDisk], guarded by it.
final class SimulatedFile implements DiskFile {
  private final SimulatedDisk disk;
  private final String name;
  private final int number;
  private final FileImage file;
  private final Access access;
  private boolean closed;

  SimulatedFile(SimulatedDisk disk, String name, int number, Access access) {
    this.disk = disk;
    this.name = name;
    this.number = number;
    this.file = disk.image(number);
    this.access = access;
    file.opened();
  }

  private void check() throws IOException {
    disk.checkPower();
    if (closed) throw new IOException(name + " is closed");
  }

  private void checkWritable() throws IOException {
    check();
    if (access == Access.READ) throw new IOException(name + " is open for reading only");
  }

  @Override
  public int read(long at, ByteBuffer into) throws IOException {
    synchronized (disk) {
      check();
      disk.checkRead();
      byte[] bytes = new byte[into.remaining()];
      int count = file.read(at, bytes, 0, bytes.length);
      into.put(bytes, 0, count);
      return count;
    }
  }

  @Override
  public void write(long at, ByteBuffer from) throws IOException {
    synchronized (disk) {
      checkWritable();
      byte[] bytes = new byte[from.remaining()];
      from.get(bytes);
      long grown = at + bytes.length - file.size();
      if (grown > 0 && grown > disk.freeBytes()) throw SimulatedDisk.full(name);
      disk.run(new Write(number, at, bytes));
    }
  }

  @Override
  public long size() throws IOException {
    synchronized (disk) {
      check();
      return file.size();
    }
  }

  @Override
  public void truncate(long bytes) throws IOException {
    synchronized (disk) {
      checkWritable();
      disk.run(new Truncate(number, bytes));
    }
  }

  @Override
  public void force() throws IOException {
    synchronized (disk) {
      check();
      disk.run(new Force(number));
    }
  }

  @Override
  public void close() {
    synchronized (disk) {
      if (!closed) file.closed();
      closed = true;
    }
  }
}
