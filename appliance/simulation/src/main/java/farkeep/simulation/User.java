package farkeep.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/// Somebody who works in a folder, and the model of what is in it. Times of files are set by the
/// simulated clock, so that a run is repeated by its seed.
final class User {
  private static final int PATHS_MAX = 40;

  private final Path folder;
  private final Supplier<Instant> clock;
  private final FolderModel model = new FolderModel();
  private long changes;

  /// @param folder exists, and is empty
  User(Path folder, Supplier<Instant> clock) throws IOException {
    this.folder = folder;
    this.clock = clock;
    touch(folder);
  }

  FolderModel model() {
    return model;
  }

  Path folder() {
    return folder;
  }

  /// Changes something, if there is something to change.
  void work(Operation.Kind kind, SplittableRandom chance) throws IOException {
    SortedMap<String, FolderModel.Entry> state = model.current();
    switch (kind) {
      case WRITE -> write(state, chance);
      case APPEND -> append(state, chance);
      case CHANGE -> change(state, chance);
      case RENAME -> rename(state, chance);
      case DELETE -> delete(state, chance);
      case MAKE_DIRECTORY -> makeDirectory(state, chance);
      default -> throw new IllegalArgumentException("no work of a user: " + kind);
    }
    model.become(state);
  }

  private void write(SortedMap<String, FolderModel.Entry> state, SplittableRandom chance)
      throws IOException {
    if (state.size() >= PATHS_MAX) return;
    String path = fresh(state, chance);
    Files.write(folder.resolve(path), Marks.content(chance, Marks.length(chance)));
    note(state, path);
    touchParent(path);
  }

  private void append(SortedMap<String, FolderModel.Entry> state, SplittableRandom chance)
      throws IOException {
    Optional<String> path = pick(files(state), chance);
    if (path.isEmpty()) return;
    byte[] more = Marks.content(chance, 1 + chance.nextInt(5_000));
    Files.write(folder.resolve(path.get()), more, StandardOpenOption.APPEND);
    note(state, path.get());
  }

  private void change(SortedMap<String, FolderModel.Entry> state, SplittableRandom chance)
      throws IOException {
    Optional<String> path = pick(files(state), chance);
    if (path.isEmpty()) return;
    Path file = folder.resolve(path.get());
    byte[] content = Files.readAllBytes(file);
    int at = chance.nextInt(content.length + 1);
    byte[] inside = Marks.content(chance, Math.min(content.length - at, chance.nextInt(3_000)));
    System.arraycopy(inside, 0, content, at, inside.length);
    Files.write(file, content);
    note(state, path.get());
  }

  private void rename(SortedMap<String, FolderModel.Entry> state, SplittableRandom chance)
      throws IOException {
    Optional<String> from = pick(List.copyOf(state.keySet()), chance);
    if (from.isEmpty()) return;
    String to = fresh(state, chance);
    if ((to + "/").startsWith(from.get() + "/")) return;
    Files.move(folder.resolve(from.get()), folder.resolve(to), StandardCopyOption.ATOMIC_MOVE);
    for (String path : below(state, from.get())) {
      state.put(to + path.substring(from.get().length()), state.remove(path));
    }
    touchParent(from.get());
    touchParent(to);
  }

  private void delete(SortedMap<String, FolderModel.Entry> state, SplittableRandom chance)
      throws IOException {
    Optional<String> path = pick(List.copyOf(state.keySet()), chance);
    if (path.isEmpty()) return;
    for (String each : below(state, path.get()).reversed()) {
      Files.delete(folder.resolve(each));
      state.remove(each);
    }
    touchParent(path.get());
  }

  private void makeDirectory(SortedMap<String, FolderModel.Entry> state, SplittableRandom chance)
      throws IOException {
    if (state.size() >= PATHS_MAX) return;
    String path = fresh(state, chance);
    Files.createDirectory(folder.resolve(path));
    touch(folder.resolve(path));
    touchParent(path);
    state.put(path, new FolderModel.Entry.Directory());
  }

  private static List<String> below(SortedMap<String, FolderModel.Entry> state, String top) {
    List<String> paths = new ArrayList<>();
    for (String path : state.keySet()) {
      if (path.equals(top) || path.startsWith(top + "/")) paths.add(path);
    }
    return paths;
  }

  private static String fresh(SortedMap<String, FolderModel.Entry> state, SplittableRandom chance) {
    List<String> directories =
        state.keySet().stream()
            .filter(path -> state.get(path) instanceof FolderModel.Entry.Directory)
            .toList();
    String name = Marks.name(chance);
    if (directories.isEmpty() || chance.nextInt(3) == 0) return name;
    return directories.get(chance.nextInt(directories.size())) + "/" + name;
  }

  private static List<String> files(SortedMap<String, FolderModel.Entry> state) {
    return state.keySet().stream()
        .filter(path -> state.get(path) instanceof FolderModel.Entry.File)
        .toList();
  }

  private static Optional<String> pick(List<String> paths, SplittableRandom chance) {
    int number = chance.nextInt(Integer.MAX_VALUE);
    return paths.isEmpty() ? Optional.empty() : Optional.of(paths.get(number % paths.size()));
  }

  private void note(SortedMap<String, FolderModel.Entry> state, String path) throws IOException {
    touch(folder.resolve(path));
    state.put(path, Trees.file(folder.resolve(path)));
  }

  private void touchParent(String path) throws IOException {
    touch(folder.resolve(path.substring(0, Math.max(0, path.lastIndexOf('/')))));
  }

  /// No two changes have the same time, as with a clock that is fine enough.
  private void touch(Path path) throws IOException {
    Files.setLastModifiedTime(path, FileTime.from(clock.get().plusNanos(++changes)));
  }
}
