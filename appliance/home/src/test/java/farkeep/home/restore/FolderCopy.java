package farkeep.home.restore;

import static java.nio.charset.StandardCharsets.UTF_8;

import farkeep.home.posix.Accounts;
import farkeep.home.posix.FileId;
import farkeep.home.posix.FileKind;
import farkeep.home.scan.EntryReader;
import farkeep.home.scan.Finding;
import farkeep.home.scan.FolderRoot;
import farkeep.home.scan.FolderWalk;
import farkeep.home.scan.Range;
import farkeep.home.scan.StableFile;
import farkeep.home.scan.WalkFilter;
import farkeep.vault.tree.Entry;
import farkeep.vault.tree.TreePath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Scans a folder and puts it back elsewhere, without anything in between.
final class FolderCopy {
  private final FolderRoot from;
  private final RestoreTarget to;
  private final EntryReader entries;
  private final Map<FileId, TreePath> linked = new HashMap<>();
  private final Deque<Finding.Seen> unfinished = new ArrayDeque<>();

  private FolderCopy(FolderRoot from, RestoreTarget to) {
    this.from = from;
    this.to = to;
    this.entries = new EntryReader(from, new Accounts());
  }

  static RestoreNotes copy(byte[] from, byte[] to, RestoreRules rules) throws IOException {
    try (FolderRoot source = FolderRoot.open(from);
        RestoreTarget target = RestoreTarget.make(to, rules);
        FolderWalk walk = source.walk(TreePath.ROOT, WalkFilter.ALL)) {
      FolderCopy copy = new FolderCopy(source, target);
      for (Optional<Finding> next = walk.next(); next.isPresent(); next = walk.next()) {
        copy.take(next.get());
      }
      while (!copy.unfinished.isEmpty()) copy.finish();
      target.force();
      return target.notes();
    }
  }

  /// @param arguments from, to
  public static void main(String[] arguments) throws IOException {
    byte[] to = arguments[1].getBytes(UTF_8);
    RestoreNotes notes = copy(arguments[0].getBytes(UTF_8), to, RestoreRules.USUAL);
    for (RestoreNotes.Kind kind : notes.counts().keySet()) {
      for (RestoreNotes.Note note : notes.of(kind)) {
        System.out.println(kind + " " + note.path());
        System.err.println(note.detail());
      }
    }
  }

  private void take(Finding finding) throws IOException {
    if (!(finding instanceof Finding.Seen seen)) return;
    while (!unfinished.isEmpty() && !seen.path().isBelow(unfinished.getLast().path())) finish();
    if (seen.stat().kind() == FileKind.DIRECTORY) {
      to.makeDirectory(seen.path());
      unfinished.addLast(seen);
      return;
    }
    boolean several = seen.stat().links() > 1;
    TreePath first = several ? linked.putIfAbsent(seen.stat().id(), seen.path()) : null;
    if (first != null && to.hardLink(first, seen.path())) return;
    if (seen.stat().kind() == FileKind.REGULAR) {
      file(seen);
    } else {
      Entry entry =
          Entry.of(entries.bodyWithoutContent(seen).orElseThrow(), entries.metadata(seen.stat()));
      to.special(seen.path(), entry, entries.attributes(seen.path()));
    }
  }

  private void finish() throws IOException {
    Finding.Seen seen = unfinished.removeLast();
    to.finishDirectory(seen.path(), entries.metadata(seen.stat()), entries.attributes(seen.path()));
  }

  private void file(Finding.Seen seen) throws IOException {
    try (StableFile file = from.open(seen.path());
        var there =
            to.complete(seen.path(), entries.metadata(file.stat()), file.sizeBytes())
                .orElse(null)) {
      if (there != null) return;
      try (RestoredFile restored = to.file(seen.path())) {
        ByteBuffer buffer = ByteBuffer.allocate(100_000);
        for (long at = 0; at < file.sizeBytes(); ) {
          Range range = file.rangeAt(at);
          if (range instanceof Range.Hole) {
            at += range.bytes();
          } else {
            buffer.clear().limit((int) Math.min(range.bytes(), buffer.capacity()));
            int got = file.read(at, buffer);
            restored.write(at, buffer.flip());
            at += got;
          }
        }
        restored.finish(
            file.sizeBytes(), entries.metadata(file.stat()), entries.attributes(seen.path()));
      }
    }
  }
}
