package farkeep.store.pack;

import farkeep.objects.ObjectId;
import farkeep.objects.port.DiskFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

/// An open pack that is being appended to.
///
/// Small pieces are gathered in a buffer, large objects go straight from the caller's array to the
/// file. Not safe for many threads, except [#force] and [#read] of what was flushed.
public final class PackWriter implements Closeable {
  private static final int BUFFER_BYTES = 256 << 10;
  private static final int GATHERED_BYTES_MAX = 64 << 10;

  private final PackHeader header;
  private final DiskFile file;
  private final Duration madeAt;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final BlockSums sums = new BlockSums();
  private long flushedEnd = PackFormat.HEADER_BYTES;
  private long committedEnd = PackFormat.HEADER_BYTES;
  private long sequence;
  private int objects;

  /// @param file holds the header and nothing else; closed with this
  /// @param madeAt running time
  public PackWriter(PackHeader header, DiskFile file, Duration madeAt) {
    this.header = header;
    this.file = file;
    this.madeAt = madeAt;
    sums.update(header.encode());
  }

  /// What the pack begins with.
  public PackHeader header() {
    return header;
  }

  /// Running time when it was made.
  public Duration madeAt() {
    return madeAt;
  }

  /// Where the next record would stand.
  public long end() {
    return flushedEnd + buffer.position();
  }

  /// Records so far.
  public int objects() {
    return objects;
  }

  /// Bytes behind the last commit record.
  public long uncommittedBytes() {
    return end() - committedEnd;
  }

  /// Appends an object.
  ///
  /// @param sequence above that of the record before
  /// @return where its record stands
  public long append(ObjectId id, byte[] stored, long sequence) throws IOException {
    long at = end();
    gather(PackFormat.ALIGNMENT);
    new RecordHead(stored.length, sequence, id).encode(header.salt(), buffer);
    if (stored.length <= GATHERED_BYTES_MAX) {
      gather(stored.length);
      buffer.put(stored);
    } else {
      flush();
      write(ByteBuffer.wrap(stored));
    }
    int padding = (int) (PackFormat.aligned(stored.length) - stored.length);
    gather(padding);
    for (int i = 0; i < padding; i++) buffer.put((byte) 0);
    this.sequence = sequence;
    objects++;
    return at;
  }

  /// Ends a batch with a commit record and hands everything to the disk; [#force] is still to be
  /// called.
  public void commit(long sequence, CommitRecord.Reliance reliance) throws IOException {
    CommitRecord commit = new CommitRecord(sequence, end(), committedEnd, reliance);
    gather(PackFormat.ALIGNMENT);
    commit.encode(header, buffer);
    committedEnd = commit.end();
    flush();
  }

  /// Returns once everything that was flushed is durable.
  public void force() throws IOException {
    file.force();
  }

  /// Reads a record that was appended.
  public int read(long at, ByteBuffer into) throws IOException {
    return file.read(at, into);
  }

  /// Whether everything before this place was handed to the disk.
  public boolean isFlushed(long end) {
    return end <= flushedEnd;
  }

  /// Hands what was gathered to the disk.
  public void flush() throws IOException {
    if (buffer.position() == 0) return;
    write(buffer.flip());
    buffer.clear();
  }

  private void gather(int bytes) throws IOException {
    if (buffer.remaining() < bytes) flush();
  }

  private void write(ByteBuffer bytes) throws IOException {
    int length = bytes.remaining();
    sums.update(bytes);
    file.write(flushedEnd, bytes);
    flushedEnd += length;
  }

  /// Writes the footer and forces it. Everything must be committed and forced; nothing may be
  /// appended afterwards.
  ///
  /// @param entries of the objects in this pack
  public PackFooter seal(List<PackEntry> entries) throws IOException {
    PackFooter footer = new PackFooter(header, flushedEnd, sequence, entries, sums.finish());
    file.write(flushedEnd, footer.encode());
    file.force();
    return footer;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
