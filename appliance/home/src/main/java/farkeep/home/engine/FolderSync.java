package farkeep.home.engine;

import farkeep.home.posix.Accounts;
import farkeep.home.posix.Stamp;
import farkeep.home.replicate.ReplicationException;
import farkeep.home.scan.EntryReader;
import farkeep.home.scan.FolderRoot;
import farkeep.home.scan.StableReader;
import farkeep.home.state.FolderRecord;
import farkeep.home.state.Ledger;
import farkeep.home.state.SeenFiles;
import farkeep.objects.PeerId;
import farkeep.objects.port.TaskGroup;
import farkeep.vault.seal.Codec;
import farkeep.vault.tree.Body;
import farkeep.vault.tree.ByteString;
import farkeep.vault.tree.Edit;
import farkeep.vault.tree.Entry;
import farkeep.vault.tree.NodeReference;
import farkeep.vault.tree.PathTree;
import farkeep.vault.tree.TreePath;
import farkeep.vault.tree.TreeTotals;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/// One pass over a folder: finds what changed, sends what the box lacks, and moves the folder's
/// head. For one task.
///
/// What the pass has done is remembered batch by batch, so that a pass that was cut off goes on
/// where it was.
final class FolderSync {
  /// How compressible content is sealed.
  static final Codec CODEC = Codec.zstd(3);

  /// How often a pass says how far it is.
  static final Duration TELL_INTERVAL = Duration.ofMillis(500);

  /// While much is sent, a snapshot is made at least this often.
  static final Duration COMMIT_INTERVAL = Duration.ofHours(1);

  private final SyncMeans means;
  private final FolderBinding binding;
  private final Progress.Listener listener;
  private final SeenFiles seen;
  private final SnapshotMaker snapshots;
  private final AtomicLong problems = new AtomicLong();
  private FolderRecord record = FolderRecord.NONE;
  private Duration committedAt;

  FolderSync(SyncMeans means, FolderBinding binding, Progress.Listener listener) {
    this.means = means;
    this.binding = binding;
    this.listener = listener;
    this.seen = means.index().seen(means.id(), binding.tag());
    this.snapshots = new SnapshotMaker(means);
    this.committedAt = means.ports().clocks().running();
  }

  /// Makes the pass.
  ///
  /// @param changed the only paths that may have changed; empty: anything may have
  /// @return where the folder stands afterwards
  /// @throws ReplicationException the box refuses or can't be reached; what was done is not lost
  /// @throws IOException the folder's directory can't be read, or the state can't be written
  SyncResult run(Set<TreePath> changed) throws IOException, InterruptedException {
    means.box().restart();
    try (FolderRoot root = FolderRoot.open(binding.path())) {
      Trust trust = new HeadCheck(means, listener).begin(binding);
      try {
        if (trust == Trust.NOTHING) means.index().change(this::forget);
        return pass(root, trust == Trust.NOTHING ? Set.of() : changed, trust);
      } catch (ReplicationException.Missing e) {
        listener.accept(new Progress.Note(e.getMessage()));
        means.box().restart();
        means.index().change(this::forget);
        return pass(root, Set.of(), Trust.NOTHING);
      }
    }
  }

  /// Nothing that was thought to be on the box is believed any more: everything is read again.
  private void forget() {
    seen.clear();
    FolderRecord before = means.index().folder(means.id(), binding.tag());
    putRecord(before.withTree(Optional.empty(), FolderRecord.Counts.NONE));
  }

  private void putRecord(FolderRecord now) {
    means.index().putFolder(means.id(), binding.tag(), now);
  }

  private SyncResult pass(FolderRoot root, Set<TreePath> changed, Trust trust)
      throws IOException, InterruptedException {
    PeerId box = means.id();
    record = means.index().folder(box, binding.tag());
    Ledger ledger = means.index().ledger(box);
    Uploader uploader = new Uploader(means.box(), ledger, trust);
    Pipeline pipeline = new Pipeline(means.vault(), uploader, CODEC, means.ports().tasks());
    FolderReader reader = reader(pipeline, root);
    ChangeFinder finder = new ChangeFinder(root, seen, reader);
    List<Scope> scopes = changed.isEmpty() ? Scope.ALL : Scope.of(changed, seen);
    Figures figures =
        new Figures(finder, reader, uploader, new AtomicReference<>(Estimate.NOTHING));
    Assembly assembly = new Assembly(uploader, figures);
    try (TaskGroup telling = new TaskGroup(means.ports().tasks())) {
      telling.start("tell progress", () -> tellOnAndOn(figures));
      pipeline.run(
          _ -> {
            finder.run(scopes);
            reader.flush();
          },
          assembly.assembler);
    }
    uploader.settle();
    means.index().uploadEnded(box);
    complete();
    listener.accept(figures.now());
    return new SyncResult(record, figures.now(), problems.get());
  }

  private void tellOnAndOn(Figures figures) throws InterruptedException {
    while (true) {
      means.ports().tasks().sleep(TELL_INTERVAL);
      listener.accept(figures.now());
    }
  }

  private void complete() {
    record = record.withComplete(means.ports().clocks().wall());
    means.index().change(() -> putRecord(record));
  }

  private FolderReader reader(Pipeline pipeline, FolderRoot root) {
    var entries = new EntryReader(root, new Accounts());
    var files = new StableReader(root, means.ports().clocks(), means.ports().tasks());
    var hardLinks = means.index().hardLinks(binding.tag(), means.ports().randomness());
    return new FolderReader(
        pipeline, new FolderReader.Means(entries, files, hardLinks), means.vault(), this::problem);
  }

  private void problem(TreePath path, String reason) {
    problems.incrementAndGet();
    listener.accept(new Progress.Problem(path, reason));
  }

  private record Figures(
      ChangeFinder finder, FolderReader reader, Uploader uploader, AtomicReference<Estimate> done) {
    Progress.Working now() {
      return new Progress.Working(
          finder.lookedAt(),
          reader.filesRead(),
          reader.bytesRead(),
          uploader.sentBytes(),
          uploader.keptBytes(),
          done.get());
    }

    /// What was remembered of the pass counts no more among what an [Estimate] finds.
    void remembered(List<Edit> edits) {
      Estimate now = done.get();
      for (Edit edit : edits) {
        if (edit instanceof Edit.Put(_, Entry entry) && entry.body() instanceof Body.File file) {
          now = now.plus(1, file.plainBytes());
        }
      }
      done.set(now);
    }
  }

  /// What becomes of the batches of one pass.
  private final class Assembly {
    private final Uploader uploader;
    private final Figures figures;
    private final FileCount files;
    private final TreeAssembler assembler;

    Assembly(Uploader uploader, Figures figures) {
      this.uploader = uploader;
      this.figures = figures;
      this.files = new FileCount(new PathTree(means.vault().treeKeys(), means.nodes()), seen);
      this.assembler = new TreeAssembler(means.vault(), uploader, means.nodes(), this::take);
    }

    private void take(TreeAssembler.Batch batch, boolean last)
        throws IOException, InterruptedException {
      if (!batch.edits().isEmpty()) edit(batch);
      boolean overdue =
          means.ports().clocks().running().minus(committedAt).compareTo(COMMIT_INTERVAL) > 0;
      if ((last || overdue) && !record.committed() && record.root().isPresent()) {
        commit(batch.stamps());
      } else if (!batch.edits().isEmpty()) {
        uploader.settle();
        means.index().change(() -> remember(batch.stamps()));
      }
      figures.remembered(batch.edits());
      means.nodes().keep();
      listener.accept(figures.now());
    }

    private void edit(TreeAssembler.Batch batch) throws IOException {
      NodeReference before = record.root().orElse(null);
      NodeReference root = assembler.edit(before, batch.edits());
      // the same content may be kept under another id, if the box once lost it
      boolean same = record.root().isPresent() && record.root().get().equals(root);
      if (same) return;
      TreeTotals totals = files.tree().totals(root);
      long count = record.counts().files() + files.change(before, batch.edits());
      record =
          record.withTree(
              Optional.of(root),
              new FolderRecord.Counts(count, totals.entries(), totals.plainBytes()));
    }

    private void commit(Map<ByteString, Optional<Stamp>> stamps)
        throws IOException, InterruptedException {
      SnapshotMaker.Committed made = snapshots.commit(binding.tag(), record, uploader);
      record = record.withNewest(made.newest());
      means
          .index()
          .change(() -> {
            remember(stamps);
            means.index().putHead(made.head());
          });
      committedAt = means.ports().clocks().running();
      listener.accept(new Progress.Kept(binding.tag(), made.newest(), record.counts()));
    }

    private void remember(Map<ByteString, Optional<Stamp>> stamps) {
      stamps.forEach((path, stamp) ->
          stamp.ifPresentOrElse(now -> seen.put(path, now), () -> seen.remove(path)));
      putRecord(record);
    }
  }
}
