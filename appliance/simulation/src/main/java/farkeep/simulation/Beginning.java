package farkeep.simulation;

import farkeep.objects.PeerId;
import farkeep.testkit.disk.SimulatedDisk;
import farkeep.testkit.tasks.SimulatedTasks;
import farkeep.vault.keys.RecoverySheet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Homes and boxes that have just been paired, as runs begin with them. Pairing costs more than a
/// whole run, so it is done once for each number of homes and boxes; pairing itself has tests of
/// its own.
///
/// @param states of the homes; copied for each run
/// @param boxes ids and disks, powered off in order
record Beginning(List<Path> states, List<RecoverySheet> sheets, List<OffBox> boxes) {
  private static final Map<String, Beginning> MADE = new HashMap<>();

  /// A box that is switched off.
  record OffBox(PeerId id, SimulatedDisk disk) {}

  /// The beginning of a plan.
  static synchronized Beginning of(Plan plan) {
    return MADE.computeIfAbsent(plan.homes() + "-" + plan.boxes(), name -> make(plan, name));
  }

  private static Beginning make(Plan plan, String name) {
    SimulatedTasks tasks = new SimulatedTasks(name.hashCode());
    List<Path> states = new ArrayList<>();
    List<RecoverySheet> sheets = new ArrayList<>();
    List<OffBox> off = new ArrayList<>();
    try {
      World world = new World(tasks, Scratch.forRun());
      Path keep = Scratch.forBeginning(name);
      tasks.run(() -> {
        List<BoxMachine> boxes = boxes(world, plan.boxes());
        for (int i = 1; i <= plan.homes(); i++) {
          HomeMachine home = HomeMachine.found(world, i);
          home.addFolder();
          for (BoxMachine box : boxes) home.pair(box);
          home.stop();
          Path state = keep.resolve(home.name());
          Trees.copy(home.state(), state);
          states.add(state);
          sheets.add(home.sheet());
        }
        for (BoxMachine box : boxes) {
          box.stop();
          off.add(new OffBox(box.id(), box.disk().crashedCopy(0)));
        }
      });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Beginning(states, sheets, off);
  }

  private static List<BoxMachine> boxes(World world, int count) {
    List<BoxMachine> boxes = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      BoxMachine box = new BoxMachine(world, i, Optional.empty());
      box.start();
      boxes.add(box);
    }
    return boxes;
  }
}
