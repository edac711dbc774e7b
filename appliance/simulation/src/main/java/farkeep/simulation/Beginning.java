package farkeep.simulation;

import farkeep.objects.PeerId;
import farkeep.testkit.disk.SimulatedDisk;
import farkeep.testkit.tasks.SimulatedTasks;
import farkeep.vault.keys.RecoverySheet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Homes and boxes that have just been paired, as runs begin with them. Pairing costs more than a
/// whole run, so it is done once by a thread; a run with fewer homes leaves the others out, and its
/// boxes keep vaults that nobody asks for.
///
/// @param homes switched off; copied for each run
/// @param boxes ids and disks, powered off in order
record Beginning(List<OffHome> homes, List<OffBox> boxes) {
  private static final long SEED = 0xbe91;

  /// By number of boxes, from one. Homes know where their folders lie, so each thread has its own.
  private static final ThreadLocal<List<Beginning>> FEW =
      ThreadLocal.withInitial(() -> make(Plan.FEW_HOMES_MAX));

  /// The same, for crowds.
  private static final ThreadLocal<List<Beginning>> CROWDS =
      ThreadLocal.withInitial(() -> make(Plan.HOMES_MAX));

  /// A home that does not run.
  ///
  /// @param keys drawn when its vault was founded
  record OffHome(Path state, RecoverySheet sheet, byte[] keys) {}

  /// A box that is switched off.
  record OffBox(PeerId id, SimulatedDisk disk) {}

  /// The beginning of a plan.
  static Beginning of(Plan plan) {
    return (plan.isCrowded() ? CROWDS : FEW).get().get(plan.boxes() - 1);
  }

  private static List<Beginning> make(int homes) {
    RememberedSignatures.use();
    SimulatedTasks tasks = new SimulatedTasks(SEED);
    List<Beginning> all = new ArrayList<>();
    try {
      World world = new World(tasks, Scratch.forRun());
      Path keep = Scratch.forBeginning(homes);
      tasks.run(() -> pair(homes, world, keep, all));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  /// Pairs each home with one box after the other, and keeps what there is after each.
  private static void pair(int count, World world, Path keep, List<Beginning> all)
      throws IOException, InterruptedException {
    List<HomeMachine> homes = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      HomeMachine home = HomeMachine.found(world, i);
      home.addFolder();
      homes.add(home);
    }
    List<BoxMachine> boxes = new ArrayList<>();
    for (int i = 1; i <= Plan.BOXES_MAX; i++) {
      BoxMachine box = new BoxMachine(world, i, Optional.empty());
      boxes.add(box);
      for (BoxMachine each : boxes) each.start();
      for (HomeMachine home : homes) home.pair(box);
      all.add(kept(keep, homes, boxes));
      for (HomeMachine home : homes) home.start();
    }
    for (HomeMachine home : homes) home.stop();
  }

  private static Beginning kept(Path keep, List<HomeMachine> homes, List<BoxMachine> boxes)
      throws IOException, InterruptedException {
    List<OffHome> left = new ArrayList<>();
    for (HomeMachine home : homes) {
      home.stop();
      left.add(home.leave(keep.resolve(home.name() + "-with-" + boxes.size())));
    }
    List<OffBox> off = new ArrayList<>();
    for (BoxMachine box : boxes) {
      box.stop();
      off.add(new OffBox(box.id(), box.disk().crashedCopy(0)));
    }
    return new Beginning(left, off);
  }
}
