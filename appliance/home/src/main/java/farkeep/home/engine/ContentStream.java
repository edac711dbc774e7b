package farkeep.home.engine;

import farkeep.home.engine.ChunkFetcher.Wanted;
import farkeep.objects.port.Mailbox;
import farkeep.objects.port.TaskGroup;
import farkeep.objects.port.Tasks;
import farkeep.vault.tree.ContentReference;
import farkeep.vault.tree.Cursor;
import farkeep.vault.tree.Item;
import farkeep.vault.tree.PlacedItem;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/// Writes a file's content from its first byte to its last, and fetches what comes next meanwhile.
final class ContentStream {
  /// Plain bytes fetched together, about; this batch, the next and the one after are in memory.
  static final long BATCH_BYTES_MAX = 4 << 20;

  /// Items of one batch.
  static final int BATCH_ITEMS_MAX = 256;

  private static final int ZEROS = 1 << 16;

  private final Supplier<ChunkFetcher> fetchers;
  private final Tasks tasks;
  private final Mailbox<List<Piece>> fetched;

  /// @param fetchers a new one for each batch
  ContentStream(Supplier<ChunkFetcher> fetchers, Tasks tasks) {
    this.fetchers = fetchers;
    this.tasks = tasks;
    this.fetched = new Mailbox<>(tasks, 1);
  }

  /// An item, and its plain content once that has been fetched; nothing for a hole.
  private static final class Piece implements ChunkFetcher.Taker {
    private final Item item;
    private byte[] plain = {};

    Piece(Item item) {
      this.item = item;
    }

    @Override
    public void take(byte[] content) {
      plain = content;
    }

    @Override
    public void lost(String reason) throws IOException {
      throw new IOException(reason);
    }
  }

  /// Writes all of it.
  ///
  /// @throws IOException a chunk can't be had, or the stream can't be written; what was written is
  ///   the beginning of the content
  void write(Cursor<PlacedItem> items, OutputStream into) throws IOException, InterruptedException {
    try (TaskGroup group = new TaskGroup(tasks)) {
      group.start("fetch ahead", () -> fetch(items));
      group.start("write", () -> write(into));
      group.join();
    } catch (ExecutionException e) {
      throw Failures.rethrown(e);
    }
  }

  private void fetch(Cursor<PlacedItem> items) throws IOException, InterruptedException {
    List<Piece> batch = new ArrayList<>();
    long bytes = 0;
    for (PlacedItem next = items.next(); next != null; next = items.next()) {
      batch.add(new Piece(next.item()));
      if (next.item() instanceof Item.Data data) bytes += data.reference().plainBytes();
      if (bytes >= BATCH_BYTES_MAX || batch.size() == BATCH_ITEMS_MAX) {
        hand(batch);
        batch = new ArrayList<>();
        bytes = 0;
      }
    }
    hand(batch);
    fetched.close();
  }

  private void hand(List<Piece> batch) throws IOException, InterruptedException {
    fetchers
        .get()
        .run(into -> {
          for (Piece piece : batch) {
            if (piece.item instanceof Item.Data(ContentReference reference, _)) {
              into.want(new Wanted(reference, piece));
            }
          }
        });
    fetched.put(batch);
  }

  private void write(OutputStream into) throws IOException, InterruptedException {
    for (var batch = fetched.take(); batch.isPresent(); batch = fetched.take()) {
      for (Piece piece : batch.get()) {
        switch (piece.item) {
          case Item.Hole(long bytes) -> writeZeros(into, bytes);
          case Item.Data(_, long repeat) -> {
            for (long i = 0; i < repeat; i++) into.write(piece.plain);
          }
        }
      }
    }
  }

  private static void writeZeros(OutputStream into, long bytes) throws IOException {
    byte[] zeros = new byte[(int) Math.min(bytes, ZEROS)];
    for (long left = bytes; left > 0; left -= zeros.length) {
      into.write(zeros, 0, (int) Math.min(left, zeros.length));
    }
  }
}
