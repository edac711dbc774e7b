package farkeep.simulation;

import farkeep.objects.Bytes32;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What a folder held after each change that its user made, by path.
final class FolderModel {
  private final List<SortedMap<String, Entry>> states = new ArrayList<>();

  /// What is at a path.
  sealed interface Entry {
    /// A directory.
    record Directory() implements Entry {}

    /// A file.
    ///
    /// @param hash of its content
    record File(Bytes32 hash, long bytes, FileTime modified) implements Entry {}
  }

  /// The states that a pass may have seen: from the one when it began to the one when it ended.
  record Interval(int from, int to) {}

  FolderModel() {
    states.add(new TreeMap<>());
  }

  /// The number of the newest state.
  int now() {
    return states.size() - 1;
  }

  /// What is there now; a copy.
  SortedMap<String, Entry> current() {
    return new TreeMap<>(states.getLast());
  }

  void become(SortedMap<String, Entry> state) {
    states.add(new TreeMap<>(state));
  }

  /// What was found differs from what was there.
  ///
  /// @param interval each path must be as it was at some moment of it
  /// @return where, and how
  Optional<String> difference(SortedMap<String, Entry> found, Interval interval) {
    SortedSet<String> paths = new TreeSet<>(found.keySet());
    for (int i = interval.from; i <= interval.to; i++) paths.addAll(states.get(i).keySet());
    for (String path : paths) {
      @Nullable Entry there = found.get(path);
      if (!wasSo(path, there, interval)) {
        return Optional.of(
            "%s is %s, was %s in states %d to %d"
                .formatted(
                    path, there, states.get(interval.to).get(path), interval.from, interval.to));
      }
    }
    return Optional.empty();
  }

  private boolean wasSo(String path, @Nullable Entry entry, Interval interval) {
    for (int i = interval.from; i <= interval.to; i++) {
      @Nullable Entry then = states.get(i).get(path);
      if (entry == null ? then == null : entry.equals(then)) return true;
    }
    return false;
  }
}
