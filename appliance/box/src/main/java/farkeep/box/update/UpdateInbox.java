package farkeep.box.update;

import farkeep.box.events.BoxEvent;
import farkeep.box.events.BoxEvents;
import farkeep.objects.Bytes32;
import farkeep.objects.Sha256;
import farkeep.objects.port.Disk;
import farkeep.objects.port.DiskFile;
import farkeep.objects.port.Tasks;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/// Where updates arrive. One is received at a time, in pieces that are forced one after the other,
/// so that it goes on where it was cut off; once it is whole and durable it gets the name
/// [#BUNDLE], under which the machine's installer fetches it. What it holds and who has signed it
/// is that installer's business: here it is a file with a sum. Safe for many threads.
public final class UpdateInbox {
  /// In the data directory.
  public static final String DIRECTORY = "update";

  /// What the installer fetches.
  public static final String BUNDLE = DIRECTORY + "/bundle.raucb";

  /// What is written and forced at once.
  static final int PIECE_BYTES = 1 << 20;

  private static final String PART = ".part";

  private final Disk disk;
  private final long reserveBytes;
  private final BoxEvents events;
  private final boolean open;
  private final Tasks.Monitor monitor;
  private @Nullable Receiving current;

  /// @param open whether somebody fetches what arrives
  /// @param reserveBytes of the disk that are never filled
  public UpdateInbox(Tasks tasks, Disk disk, long reserveBytes, BoxEvents events, boolean open) {
    this.monitor = tasks.monitor();
    this.disk = disk;
    this.reserveBytes = reserveBytes;
    this.events = events;
    this.open = open;
  }

  /// Whether updates are taken at all.
  public boolean isOpen() {
    return open;
  }

  /// Begins to receive a file, or goes on with it, also in place of who was at it: a home that was
  /// cut off comes again before the box has noticed. What has come of any other file is dropped.
  ///
  /// @param bytes its length
  /// @param sum its SHA-256
  /// @return to be closed, so that another one may come
  /// @throws UpdateRefusedException updates are not taken here, another file is coming, or there is
  ///   no room
  public Receiving begin(long bytes, Bytes32 sum) throws IOException, UpdateRefusedException {
    if (!open) {
      throw new UpdateRefusedException(
          "this box takes no updates over the link; update it as it was installed");
    }
    try (Tasks.Inside _ = monitor.inside()) {
      if (current != null && !current.sum.equals(sum)) {
        throw new UpdateRefusedException(
            "another update is being sent to this box; wait until it is there");
      }
      Receiving next = new Receiving(bytes, sum);
      current = next;
      return next;
    }
  }

  /// A file on its way. For one task.
  public final class Receiving implements Closeable {
    private final long bytes;
    private final Bytes32 sum;
    private final String name;
    private final DiskFile file;
    private long heldBytes;

    private Receiving(long bytes, Bytes32 sum) throws IOException, UpdateRefusedException {
      this.bytes = bytes;
      this.sum = sum;
      this.name = DIRECTORY + "/" + sum + PART;
      makeDirectory();
      dropOthers();
      this.file = disk.exists(name) ? disk.open(name, Disk.Access.READ_WRITE) : disk.create(name);
      try {
        this.heldBytes = Math.min(bytes, forced(file.size()));
        file.truncate(heldBytes);
        requireRoom();
      } catch (IOException | UpdateRefusedException | RuntimeException e) {
        file.close();
        throw e;
      }
    }

    /// What is surely on the disk: a cut may have come before the last piece was forced.
    private static long forced(long size) {
      return Math.max(0, size / PIECE_BYTES - 1) * PIECE_BYTES;
    }

    private void makeDirectory() throws IOException {
      if (disk.exists(DIRECTORY)) return;
      disk.makeDirectories(DIRECTORY);
      disk.forceDirectory("");
    }

    private void dropOthers() throws IOException {
      for (String other : disk.list(DIRECTORY)) {
        String path = DIRECTORY + "/" + other;
        if (other.endsWith(PART) && !path.equals(name)) disk.delete(path);
      }
    }

    private void requireRoom() throws IOException, UpdateRefusedException {
      long needed = bytes - heldBytes + reserveBytes;
      long free = disk.freeBytes();
      if (free < needed) {
        throw new UpdateRefusedException(
            "no room for the update: it needs %d B with the %d B that stay free, and %d B are free"
                .formatted(needed, reserveBytes, free));
      }
    }

    /// How much of the file is here.
    public long heldBytes() {
      return heldBytes;
    }

    /// Takes the rest of the file, checks the whole, and puts it where the installer fetches it.
    ///
    /// @param rest ends where the file ends; may break off, and then another one goes on
    /// @throws UpdateRefusedException what came is not the file that was announced; it is dropped
    public void take(InputStream rest) throws IOException, UpdateRefusedException {
      ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES);
      while (heldBytes < bytes) {
        int wanted = (int) Math.min(PIECE_BYTES, bytes - heldBytes);
        int came = rest.readNBytes(piece.array(), 0, wanted);
        if (came < wanted) {
          throw new IOException(
              "the update was cut off at %d of %d B".formatted(heldBytes + came, bytes));
        }
        keep(piece.clear().limit(wanted));
        heldBytes += wanted;
      }
      boolean longer = rest.read() >= 0;
      try (Tasks.Inside _ = monitor.inside()) {
        requireCurrent();
        if (longer) throw dropped("is longer than the %d B that it was to have");
        requireSum();
        disk.rename(name, BUNDLE);
        disk.forceDirectory(DIRECTORY);
      }
      events.say(BoxEvent.info("update arrived").with("bytes", bytes).with("sum", sum));
    }

    private void keep(ByteBuffer piece) throws IOException {
      try (Tasks.Inside _ = monitor.inside()) {
        requireCurrent();
        file.write(heldBytes, piece);
        file.force();
      }
    }

    private void requireCurrent() throws IOException {
      if (current != this) throw new IOException("the home sends this update on another stream");
    }

    /// Read back from the disk, so that what the installer gets is what was sent.
    private void requireSum() throws IOException, UpdateRefusedException {
      MessageDigest sha256 = Sha256.begin();
      ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES);
      for (long at = 0; at < bytes; at += piece.limit()) {
        int read = file.read(at, piece.clear());
        sha256.update(piece.flip());
        if (read == 0) break;
      }
      if (!MessageDigest.isEqual(sha256.digest(), sum.bytes())) {
        throw dropped("came damaged, though it has its %d B; send it again");
      }
    }

    private UpdateRefusedException dropped(String why) throws IOException {
      disk.delete(name);
      return new UpdateRefusedException("the update " + why.formatted(bytes));
    }

    @Override
    public void close() throws IOException {
      try (Tasks.Inside _ = monitor.inside()) {
        if (current == this) current = null;
      }
      file.close();
    }
  }
}
