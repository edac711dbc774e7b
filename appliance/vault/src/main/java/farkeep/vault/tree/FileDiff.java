package farkeep.vault.tree;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The parts of a file that may differ from another at the same offset. Subtrees of equal tag at
/// equal offsets are passed over.
final class FileDiff implements Cursor<FileRange> {
  private final FileCursor before;
  private final FileCursor after;
  private final long end;

  FileDiff(FileCursor before, FileCursor after, long end) {
    this.before = before;
    this.after = after;
    this.end = end;
  }

  @Override
  public @Nullable FileRange next() throws IOException {
    long from = -1;
    while (true) {
      long at = after.offset();
      @Nullable FileItem b = after.head();
      if (b == null) return from < 0 ? null : new FileRange(from, end - from);
      boolean aligned = align(at);
      @Nullable FileItem a = before.head();
      if (aligned && a != null && same(a, b)) {
        if (from >= 0) return new FileRange(from, at - from);
        before.skip();
        after.skip();
      } else if (b instanceof FileItem.Child child && (!aligned || !isHigher(a))) {
        after.enter(child);
      } else if (aligned && a instanceof FileItem.Child child) {
        before.enter(child);
      } else {
        if (from < 0) from = at;
        after.skip();
      }
    }
  }

  /// Moves the other file's cursor to where this one is, if an item or node begins there.
  private boolean align(long at) throws IOException {
    while (true) {
      @Nullable FileItem head = before.head();
      if (head == null || before.offset() >= at) return head != null && before.offset() == at;
      if (before.offset() + head.bytes() <= at || head instanceof FileItem.Leaf) before.skip();
      else if (head instanceof FileItem.Child child) before.enter(child);
    }
  }

  private boolean isHigher(@Nullable FileItem a) {
    return a instanceof FileItem.Child && before.level() > after.level();
  }

  private static boolean same(FileItem a, FileItem b) {
    if (a instanceof FileItem.Child(NodeReference one, _)
        && b instanceof FileItem.Child(NodeReference other, _)) {
      return one.tag().equals(other.tag());
    }
    if (!(a instanceof FileItem.Leaf(Item one)) || !(b instanceof FileItem.Leaf(Item other))) {
      return false;
    }
    return a.bytes() == b.bytes() && (one.equals(other) || ItemRuns.isRun(one, other));
  }
}
