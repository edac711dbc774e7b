package farkeep.simulation;

import farkeep.home.engine.FolderView;
import farkeep.home.restore.RestoreRules;
import farkeep.objects.Bytes32;
import farkeep.objects.ObjectId;
import farkeep.vault.tree.Body;
import farkeep.vault.tree.Cursor;
import farkeep.vault.tree.Metadata;
import farkeep.vault.tree.PlacedEntry;
import farkeep.vault.tree.TreePath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Trees of files, on this machine or in a snapshot, as the model has them.
final class Trees {
  private Trees() {}

  /// What is below a directory.
  static SortedMap<String, FolderModel.Entry> read(Path directory) throws IOException {
    SortedMap<String, FolderModel.Entry> found = new TreeMap<>();
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.filter(it -> !it.equals(directory)).toList()) {
        FolderModel.Entry entry =
            Files.isDirectory(path) ? new FolderModel.Entry.Directory() : file(path);
        found.put(directory.relativize(path).toString(), entry);
      }
    }
    return found;
  }

  static FolderModel.Entry.File file(Path path) throws IOException {
    return file(Files.readAllBytes(path), Files.getLastModifiedTime(path));
  }

  private static FolderModel.Entry.File file(byte[] content, FileTime modified) {
    Bytes32 hash = ObjectId.ofStored(content).value();
    return new FolderModel.Entry.File(hash, content.length, modified);
  }

  /// All that a snapshot holds; every content is fetched.
  static SortedMap<String, FolderModel.Entry> read(FolderView view)
      throws IOException, InterruptedException {
    SortedMap<String, FolderModel.Entry> found = new TreeMap<>();
    Cursor<PlacedEntry> below = view.below(TreePath.ROOT);
    for (PlacedEntry each = below.next(); each != null; each = below.next()) {
      found.put(each.path().toString(), read(view, each));
    }
    return found;
  }

  private static FolderModel.Entry read(FolderView view, PlacedEntry placed)
      throws IOException, InterruptedException {
    if (!(placed.entry().body() instanceof Body.File)) return new FolderModel.Entry.Directory();
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    view.cat(placed.path(), content);
    Metadata metadata = placed.entry().metadata();
    Instant modified = Instant.ofEpochSecond(metadata.mtimeSeconds(), metadata.mtimeNanos());
    return file(content.toByteArray(), FileTime.from(modified));
  }

  /// Restores all of a snapshot into a directory that is not there yet.
  ///
  /// @return what is there now
  static SortedMap<String, FolderModel.Entry> restore(FolderView view, Path to)
      throws IOException, InterruptedException {
    FolderView.Restored done =
        view.restore(
            List.of(TreePath.ROOT),
            to.toString().getBytes(StandardCharsets.UTF_8),
            RestoreRules.USUAL,
            _ -> {});
    if (done.problems() > 0) throw new IOException(done.problems() + " paths were not restored");
    return read(to);
  }

  /// Removes a directory and all below.
  static void remove(Path directory) throws IOException {
    if (!Files.exists(directory)) return;
    try (Stream<Path> all = Files.walk(directory)) {
      List<Path> paths = all.sorted(Comparator.reverseOrder()).toList();
      for (Path path : paths) Files.delete(path);
    }
  }

  /// Copies a directory as it stands.
  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Files.copy(
            path,
            to.resolve(from.relativize(path).toString()),
            java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }
}
