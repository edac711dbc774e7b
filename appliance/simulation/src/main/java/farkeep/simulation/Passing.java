package farkeep.simulation;

import farkeep.home.engine.Progress;
import farkeep.home.engine.SyncResult;
import farkeep.objects.FolderTag;
import farkeep.objects.MalformedObjectException;
import farkeep.objects.ObjectId;
import farkeep.vault.keys.CannotOpenException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// The passes of one home, and what each box has said of them.
final class Passing {
  private final World world;
  private final String home;
  private final FolderModel model;
  private final Map<BoxMachine, Kept> kept = new TreeMap<>(BoxMachine.BY_NAME);

  Passing(World world, String home, FolderModel model) {
    this.world = world;
    this.home = home;
    this.model = model;
  }

  /// What a box keeps of the folder.
  Kept kept(BoxMachine box) {
    return kept.computeIfAbsent(box, _ -> new Kept(model));
  }

  /// Makes a pass.
  ///
  /// @return whether all is durable on the box
  boolean pass(RunningHome now, FolderTag folder, BoxMachine box) throws InterruptedException {
    Kept there = kept(box);
    int pass = there.begin();
    world.counts().passes++;
    try {
      SyncResult result =
          now.node().sync(box.id(), folder, Set.of(), said -> heard(said, there, pass, box));
      there.seen(pass);
      world.note(home + " kept all on " + box.name() + ": " + result.folder().newest());
      return result.problems() == 0;
    } catch (IOException | MalformedObjectException | CannotOpenException e) {
      there.seen(pass);
      world.counts().passesFailed++;
      world.note(home + " pass to " + box.name() + " failed: " + e.getMessage());
      return false;
    }
  }

  private void heard(Progress progress, Kept there, int pass, BoxMachine box) {
    switch (progress) {
      case Progress.Kept now -> {
        world.counts().acknowledged++;
        there.acknowledge(now.snapshot().id(), now.snapshot().sequence(), pass);
        world.note(home + " has snapshot " + now.snapshot().id() + " on " + box.name());
      }
      case Progress.Note now -> world.note(home + " is told: " + now.text());
      case Progress.Problem now -> world.note(home + " has a problem: " + now);
      case Progress.Working _, Progress.Fetching _ -> {
        // says nothing new
      }
    }
  }

  /// What was restored is not what the snapshot may hold, whichever box it came from.
  Optional<String> difference(ObjectId snapshot, SortedMap<String, FolderModel.Entry> found) {
    Optional<String> last = Optional.of("no box has it");
    for (Kept each : kept.values()) {
      last = each.difference(snapshot, found);
      if (last.isEmpty()) return last;
    }
    return last;
  }
}
