package farkeep.home.engine;

import farkeep.vault.tree.Body;
import farkeep.vault.tree.ContentReference;
import farkeep.vault.tree.Cursor;
import farkeep.vault.tree.Item;
import farkeep.vault.tree.PlacedEntry;
import farkeep.vault.tree.PlacedItem;
import farkeep.vault.tree.TreePath;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/// Fetches the content of a view, or a sample of it, and compares content tags. Reading the tree
/// checks its nodes.
final class Verification {
  private static final int PERCENT = 100;

  private final FolderView view;
  private final int percent;
  private final Progress.Listener listener;
  private final AtomicLong files = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong problems = new AtomicLong();

  Verification(FolderView view, int percent, Progress.Listener listener) {
    if (percent < 1 || percent > PERCENT) {
      throw new IllegalArgumentException("a sample of " + percent + " %; 1 to 100");
    }
    this.view = view;
    this.percent = percent;
    this.listener = listener;
  }

  FolderView.Verified run(TreePath under) throws IOException, InterruptedException {
    view.fetcher().run(into -> want(under, into));
    tell();
    return new FolderView.Verified(files.get(), bytes.get(), problems.get());
  }

  private void want(TreePath under, ChunkFetcher into) throws IOException, InterruptedException {
    Cursor<PlacedEntry> entries = view.withBelow(under);
    for (PlacedEntry next = entries.next(); next != null; next = entries.next()) {
      view.attributes(next.entry());
      if (!(next.entry().body() instanceof Body.File file)) continue;
      files.incrementAndGet();
      Cursor<PlacedItem> items = view.fileTree().items(file);
      for (PlacedItem item = items.next(); item != null; item = items.next()) {
        if (item.item() instanceof Item.Data(var reference, _) && isInSample(reference)) {
          into.want(new ChunkFetcher.Wanted(reference, check(next.path(), reference)));
        }
      }
      if (files.get() % PERCENT == 0) tell();
    }
  }

  private boolean isInSample(ContentReference reference) {
    long chance = reference.id().value().b() ^ view.snapshotId().value().a();
    return Long.remainderUnsigned(chance, PERCENT) < percent;
  }

  private ChunkFetcher.Taker check(TreePath path, ContentReference reference) {
    return new ChunkFetcher.Taker() {
      @Override
      public void take(byte[] plain) {
        bytes.addAndGet(reference.plainBytes());
      }

      @Override
      public void lost(String reason) {
        problems.incrementAndGet();
        listener.accept(new Progress.Problem(path, reason));
      }
    };
  }

  private void tell() {
    listener.accept(
        new Progress.Fetching(files.get(), bytes.get(), 0, view.totalBytes() * percent / PERCENT));
  }
}
