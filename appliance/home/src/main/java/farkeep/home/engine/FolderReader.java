package farkeep.home.engine;

import farkeep.home.posix.FileKind;
import farkeep.home.posix.FileStat;
import farkeep.home.posix.PosixException;
import farkeep.home.scan.ChangingFileException;
import farkeep.home.scan.EntryReader;
import farkeep.home.scan.Finding;
import farkeep.home.scan.FolderRoot;
import farkeep.home.scan.NotAFileException;
import farkeep.home.scan.StableFile;
import farkeep.home.scan.StableReader;
import farkeep.home.state.HardLinks;
import farkeep.vault.tree.Body;
import farkeep.vault.tree.ByteString;
import farkeep.vault.tree.Content;
import farkeep.vault.tree.HardLinkGroup;
import farkeep.vault.tree.TreePath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Reads what changed in a folder, and hands it on as steps. For one task.
final class FolderReader implements ChangeFinder.Found {
  private final Pipeline pipeline;
  private final EntryReader entries;
  private final StableReader files;
  private final ContentReader content;
  private final HardLinks hardLinks;
  private final Problems problems;
  private final AtomicLong filesRead = new AtomicLong();
  private Parcel parcel = new Parcel();

  /// Who is told what could not be read.
  interface Problems {
    void tell(TreePath path, String reason);
  }

  /// What is read with.
  ///
  /// @param hardLinks the group of an inode that has several names
  record Means(EntryReader entries, StableReader files, HardLinks hardLinks) {}

  FolderReader(Pipeline pipeline, Means means, OpenedVault vault, Problems problems) {
    this.pipeline = pipeline;
    this.entries = means.entries();
    this.files = means.files();
    this.hardLinks = means.hardLinks();
    this.content = new ContentReader(vault.chunkerTables(), this::add);
    this.problems = problems;
  }

  @Override
  public void changed(Finding.Seen now) throws IOException, InterruptedException {
    try {
      if (now.stat().kind() == FileKind.REGULAR) {
        files.read(now.path(), file -> read(now.path(), file));
        finish();
      } else {
        Optional<Body> body = entries.bodyWithoutContent(now);
        if (body.isPresent()) add(new Step.Put(about(now.path(), now.stat()), body.get()));
      }
    } catch (PosixException e) {
      unfinished = null;
      if (FolderRoot.isGone(e)) {
        gone(now.path());
      } else {
        problem(now.path(), String.valueOf(e.getMessage()));
      }
    } catch (ChangingFileException | NotAFileException e) {
      unfinished = null;
      problem(now.path(), String.valueOf(e.getMessage()));
    }
  }

  /// The step that ends the file, once it is known that it held still.
  private @Nullable Step unfinished;

  private TreePath read(TreePath path, StableFile file) throws IOException, InterruptedException {
    Step.About about = about(path, file.stat());
    if (file.sizeBytes() <= Content.Inline.BYTES_MAX) {
      unfinished = new Step.Put(about, inline(file));
    } else {
      add(new Step.Begin());
      content.read(file);
      unfinished = new Step.End(about);
    }
    return path;
  }

  private static Body inline(StableFile file) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) file.sizeBytes());
    file.read(0, bytes);
    byte[] read = bytes.array();
    return new Body.File(
        bytes.position(), new Content.Inline(ByteString.of(read, 0, bytes.position())));
  }

  private void finish() throws InterruptedException {
    Step end = unfinished;
    unfinished = null;
    if (end == null) return;
    add(end);
    filesRead.incrementAndGet();
  }

  private Step.About about(TreePath path, FileStat stat) throws PosixException {
    Optional<HardLinkGroup> group =
        stat.kind() == FileKind.REGULAR && stat.links() > 1
            ? Optional.of(hardLinks.group(stat.id().inode(), path.key()))
            : Optional.empty();
    return new Step.About(
        path, entries.metadata(stat), group, entries.attributes(path), stat.stamp());
  }

  @Override
  public void gone(TreePath path) throws InterruptedException {
    add(new Step.Gone(path));
  }

  @Override
  public void problem(TreePath path, String reason) {
    problems.tell(path, reason);
  }

  private void add(Step step) throws InterruptedException {
    parcel.add(step);
    if (parcel.isFull()) flush();
  }

  /// Hands on what was gathered.
  void flush() throws InterruptedException {
    if (parcel.isEmpty()) return;
    Parcel full = parcel;
    parcel = new Parcel();
    pipeline.put(full);
  }

  long filesRead() {
    return filesRead.get();
  }

  long bytesRead() {
    return content.bytesRead();
  }
}
