package farkeep.home.engine;

import farkeep.home.posix.PosixException;
import farkeep.home.restore.RestoreTarget;
import farkeep.home.restore.RestoredFile;
import farkeep.home.restore.TargetExistsException;
import farkeep.home.scan.StableFile;
import farkeep.vault.tree.Body;
import farkeep.vault.tree.ByteString;
import farkeep.vault.tree.Content;
import farkeep.vault.tree.Cursor;
import farkeep.vault.tree.Entry;
import farkeep.vault.tree.HardLinkGroup;
import farkeep.vault.tree.Item;
import farkeep.vault.tree.PlacedEntry;
import farkeep.vault.tree.PlacedItem;
import farkeep.vault.tree.TreePath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Writes one selected path of a view, with all that is below, into a directory. Every piece of
/// content is checked before it is written; a file appears under its name only when it is complete.
/// Run again after it was cut off, it writes only what is not there yet.
final class Restore {
  private final FolderView view;
  private final RestoreTarget target;
  private final boolean fresh;
  private final Progress.Listener listener;
  private final Map<HardLinkGroup, TreePath> firstOfGroup = new HashMap<>();
  private final List<Linked> links = new ArrayList<>();
  private final WrittenContent written = new WrittenContent();
  private final AtomicLong files = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong problems = new AtomicLong();

  private record Linked(TreePath first, TreePath path, Entry entry) {}

  /// @param fresh whether the target holds nothing, so that nothing has to be looked for there
  Restore(FolderView view, RestoreTarget target, boolean fresh, Progress.Listener listener) {
    this.view = view;
    this.target = target;
    this.fresh = fresh;
    this.listener = listener;
  }

  /// How many paths could not be restored; each was told.
  long problems() {
    return problems.get();
  }

  /// Restores a path and all below it.
  ///
  /// @param selected the path; in the target it keeps its last name, and the folder itself becomes
  ///   the target
  void run(TreePath selected) throws IOException, InterruptedException {
    view.fetcher(written).run(into -> plan(selected, into));
    view.fetcher(written).run(this::linkAll);
    finishDirectories(selected);
    tell();
  }

  private void plan(TreePath selected, ChunkFetcher into) throws IOException, InterruptedException {
    Cursor<PlacedEntry> entries = view.withBelow(selected);
    for (PlacedEntry next = entries.next(); next != null; next = entries.next()) {
      TreePath path = Relocated.below(selected, next.path());
      try {
        plan(path, next.entry(), into);
      } catch (TargetExistsException | PosixException e) {
        problem(path, e.getMessage());
      }
    }
  }

  private void plan(TreePath path, Entry entry, ChunkFetcher into)
      throws IOException, InterruptedException {
    switch (entry.body()) {
      case Body.Directory() -> target.makeDirectory(path);
      case Body.File file -> planFile(path, entry, file, into);
      case Body.Symlink _, Body.Fifo _, Body.CharacterDevice _, Body.BlockDevice _ ->
          target.special(path, entry, view.attributes(entry));
    }
  }

  private void planFile(TreePath path, Entry entry, Body.File file, ChunkFetcher into)
      throws IOException, InterruptedException {
    if (entry.hardLink().isPresent()) {
      TreePath first = firstOfGroup.putIfAbsent(entry.hardLink().get(), path);
      if (first != null) {
        links.add(new Linked(first, path, entry));
        return;
      }
    }
    write(path, entry, file, into);
  }

  private void write(TreePath path, Entry entry, Body.File file, ChunkFetcher into)
      throws IOException, InterruptedException {
    if (!fresh && isComplete(path, entry, file)) {
      done(file.plainBytes());
      return;
    }
    Writing writing = new Writing(path, entry, file);
    if (file.content() instanceof Content.Inline(var inline)) {
      writing.write(0, inline.bytes());
    } else {
      Cursor<PlacedItem> items = view.fileTree().items(file);
      for (PlacedItem next = items.next(); next != null; next = items.next()) {
        if (next.item() instanceof Item.Data data) {
          writing.begin();
          into.want(new ChunkFetcher.Wanted(data.reference(), writing.taker(next.offset(), data)));
        }
      }
    }
    writing.end();
  }

  private boolean isComplete(TreePath path, Entry entry, Body.File file) throws IOException {
    Optional<StableFile> there = target.complete(path, entry.metadata(), file.plainBytes());
    if (there.isEmpty()) return false;
    try (StableFile existing = there.get()) {
      return new ContentCheck(view).matches(existing, file);
    }
  }

  private void linkAll(ChunkFetcher into) throws IOException, InterruptedException {
    for (Linked link : links) {
      try {
        if (target.hardLink(link.first, link.path)) {
          done(link.entry.plainBytes());
        } else {
          write(link.path, link.entry, (Body.File) link.entry.body(), into);
        }
      } catch (TargetExistsException | PosixException e) {
        problem(link.path, e.getMessage());
      }
    }
  }

  /// After everything they hold, for whatever comes into a directory moves its time; and those
  /// below first, for the permissions of one above may keep us out.
  private void finishDirectories(TreePath selected) throws IOException, InterruptedException {
    Deque<PlacedEntry> open = new ArrayDeque<>();
    Cursor<PlacedEntry> entries = view.withBelow(selected);
    for (PlacedEntry next = entries.next(); next != null; next = entries.next()) {
      while (!open.isEmpty() && !next.path().isBelow(open.peek().path())) {
        finishDirectory(selected, open.pop());
      }
      if (next.entry().isDirectory()) open.push(next);
    }
    while (!open.isEmpty()) finishDirectory(selected, open.pop());
  }

  private void finishDirectory(TreePath selected, PlacedEntry directory)
      throws IOException, InterruptedException {
    TreePath path = Relocated.below(selected, directory.path());
    Entry entry = directory.entry();
    try {
      target.finishDirectory(path, entry.metadata(), view.attributes(entry));
    } catch (PosixException e) {
      problem(path, e.getMessage());
    }
  }

  private void problem(TreePath path, @Nullable String reason) {
    problems.incrementAndGet();
    listener.accept(new Progress.Problem(path, String.valueOf(reason)));
  }

  private void done(long plainBytes) {
    bytes.addAndGet(plainBytes);
    if (files.incrementAndGet() % 100 == 0 || plainBytes > 1 << 20) tell();
  }

  private void tell() {
    listener.accept(new Progress.Fetching(files.get(), bytes.get(), 0, view.totalBytes()));
  }

  /// A file being written: made when its first piece comes, finished when its last one did.
  private final class Writing implements WrittenContent.Written {
    private final TreePath path;
    private final Entry entry;
    private final Body.File file;
    private @Nullable RestoredFile open;
    private long missing = 1; // the planning itself
    private @Nullable String failure;
    private boolean complete;

    Writing(TreePath path, Entry entry, Body.File file) {
      this.path = path;
      this.entry = entry;
      this.file = file;
    }

    synchronized void begin() {
      missing++;
    }

    ChunkFetcher.Taker taker(long offset, Item.Data data) {
      return new ChunkFetcher.Taker() {
        @Override
        public void take(byte[] plain) throws IOException, InterruptedException {
          for (long i = 0; i < data.repeat(); i++) write(offset + i * plain.length, plain);
          written.add(data.reference(), Writing.this, offset);
          end();
        }

        @Override
        public void lost(String reason) throws IOException {
          fail(reason);
        }
      };
    }

    synchronized void write(long at, byte[] plain) throws IOException {
      if (failure != null) return;
      try {
        if (open == null) open = target.file(path);
        open.write(at, ByteBuffer.wrap(plain));
      } catch (TargetExistsException | PosixException e) {
        failure = String.valueOf(e.getMessage());
      }
    }

    @Override
    public synchronized Optional<byte[]> read(long at, int bytes) throws IOException {
      if (failure != null || open == null) return Optional.empty();
      ByteBuffer into = ByteBuffer.allocate(bytes);
      if (!complete) {
        open.read(at, into);
      } else {
        Optional<StableFile> there = target.complete(path, entry.metadata(), file.plainBytes());
        if (there.isEmpty()) return Optional.empty();
        try (StableFile existing = there.get()) {
          existing.read(at, into);
        }
      }
      return into.hasRemaining() ? Optional.empty() : Optional.of(into.array());
    }

    void fail(String reason) throws IOException {
      setFailure(reason);
      if (isLast()) finish(null);
    }

    private synchronized void setFailure(String reason) {
      failure = reason;
    }

    void end() throws IOException, InterruptedException {
      if (isLast()) finish(view.attributes(entry));
    }

    private synchronized boolean isLast() {
      return --missing == 0;
    }

    private synchronized void finish(@Nullable SortedMap<ByteString, ByteString> attributes)
        throws IOException {
      try {
        if (failure == null && attributes != null) {
          if (open == null) open = target.file(path);
          open.finish(file.plainBytes(), entry.metadata(), attributes);
          complete = true;
          done(file.plainBytes());
        }
      } catch (TargetExistsException | PosixException e) {
        failure = String.valueOf(e.getMessage());
      } finally {
        if (open != null) open.close();
      }
      if (failure != null) problem(path, failure);
    }
  }
}
