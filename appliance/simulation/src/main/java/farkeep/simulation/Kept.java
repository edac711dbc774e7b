package farkeep.simulation;

import farkeep.objects.ObjectId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// What one box has said to keep of one home's folder, and what that must hold.
final class Kept {
  private final FolderModel model;
  private final List<Acknowledged> acknowledged = new ArrayList<>();
  private final List<FolderModel.Interval> passes = new ArrayList<>();

  /// A snapshot of which the box has said that it is durable.
  ///
  /// @param states what the pass that made it may have seen
  record Acknowledged(ObjectId snapshot, long sequence, FolderModel.Interval states) {}

  Kept(FolderModel model) {
    this.model = model;
  }

  /// A pass has begun; what it sees is from now on.
  ///
  /// @return its number
  int begin() {
    passes.add(new FolderModel.Interval(model.now(), model.now()));
    return passes.size() - 1;
  }

  /// A pass goes on: it may have seen everything up to now.
  FolderModel.Interval seen(int pass) {
    FolderModel.Interval now = new FolderModel.Interval(passes.get(pass).from(), model.now());
    passes.set(pass, now);
    return now;
  }

  void acknowledge(ObjectId snapshot, long sequence, int pass) {
    acknowledged.add(new Acknowledged(snapshot, sequence, seen(pass)));
  }

  List<Acknowledged> acknowledged() {
    return acknowledged;
  }

  Optional<Acknowledged> newest() {
    return acknowledged.isEmpty() ? Optional.empty() : Optional.of(acknowledged.getLast());
  }

  /// The box has lost everything after a moment, by no fault of its own.
  ///
  /// @param left how many it still keeps
  void forget(int left) {
    while (acknowledged.size() > left) acknowledged.removeLast();
  }

  /// What a snapshot holds is not what it may hold. One that was not acknowledged may hold what any
  /// pass has seen.
  ///
  /// @return where, and how
  Optional<String> difference(ObjectId snapshot, SortedMap<String, FolderModel.Entry> found) {
    for (Acknowledged each : acknowledged) {
      if (each.snapshot.equals(snapshot)) return model.difference(found, each.states);
    }
    Optional<String> last = Optional.of("no pass was made");
    for (FolderModel.Interval pass : passes.reversed()) {
      last = model.difference(found, new FolderModel.Interval(pass.from(), model.now()));
      if (last.isEmpty()) return last;
    }
    return last;
  }
}
