package farkeep.simulation;

import farkeep.testkit.disk.SimulatedDisk;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// What goes wrong with the disks of boxes, short of a power cut.
final class DiskMishaps {
  private static final int CHANGES_BEFORE_MAX = 40;
  private static final int READS_MAX = 3;
  private static final long ROOM_BYTES_MAX = 300_000;
  private static final long SLOW_MICROS_MAX = 30_000;
  private static final int ROT_MAX = 20;

  private final List<HomeMachine> homes;
  private final Map<BoxMachine, Image> images = new HashMap<>();

  /// A copy of a disk, and how many snapshots had been acknowledged to each home by then.
  private record Image(SimulatedDisk disk, Map<HomeMachine, Integer> acknowledged) {}

  DiskMishaps(List<HomeMachine> homes) {
    this.homes = homes;
  }

  static void fail(BoxMachine box, SplittableRandom chance) {
    SimulatedDisk.Fault[] faults = SimulatedDisk.Fault.values();
    box.disk().planFault(chance.nextInt(CHANGES_BEFORE_MAX), faults[chance.nextInt(faults.length)]);
  }

  static void failReads(BoxMachine box, SplittableRandom chance) {
    box.disk().failReads(1 + chance.nextInt(READS_MAX));
  }

  static void fill(BoxMachine box, SplittableRandom chance) throws IOException {
    if (!box.isPowered()) return;
    SimulatedDisk disk = box.disk();
    long used = disk.totalBytes() - disk.freeBytes();
    disk.setCapacity(used + chance.nextLong(ROOM_BYTES_MAX));
  }

  static void slow(BoxMachine box, SplittableRandom chance) {
    box.setSlowness(Duration.ofNanos(1_000 * chance.nextLong(SLOW_MICROS_MAX)));
  }

  /// Nothing fails any more, and there is room.
  static void mend(BoxMachine box) {
    box.disk().setCapacity(BoxMachine.DISK_BYTES);
    box.disk().planFault(Long.MAX_VALUE / 2, SimulatedDisk.Fault.IO_ERROR);
    box.disk().failReads(0);
    box.setSlowness(Duration.ZERO);
  }

  static void lie(BoxMachine box) {
    box.distrust();
    box.disk().lie();
  }

  static void rot(BoxMachine box, SplittableRandom chance) throws IOException {
    box.distrust();
    List<String> files = new ArrayList<>();
    collect(box.disk(), "", files);
    rot(box.disk(), files, chance);
  }

  /// The index of a box without power is damaged, or gone; it can be made anew.
  static void damageIndex(SimulatedDisk off, SplittableRandom chance) throws IOException {
    List<String> files = new ArrayList<>();
    collect(off, "", files);
    files.removeIf(name -> !name.endsWith(".fki"));
    if (chance.nextBoolean()) {
      rot(off, files, chance);
    } else {
      for (String name : files) off.delete(name);
    }
  }

  private static void rot(SimulatedDisk disk, List<String> files, SplittableRandom chance)
      throws IOException {
    int count = 1 + chance.nextInt(ROT_MAX);
    for (int i = 0; i < count && !files.isEmpty(); i++) {
      String name = files.get(chance.nextInt(files.size()));
      long bytes = disk.size(name);
      if (bytes > 0) disk.rot(name, chance.nextLong(bytes), 1 << chance.nextInt(8));
    }
  }

  private static void collect(SimulatedDisk disk, String directory, List<String> files)
      throws IOException {
    for (String below : disk.list(directory)) {
      String name = directory.isEmpty() ? below : directory + "/" + below;
      if (disk.isDirectory(name)) collect(disk, name, files);
      else files.add(name);
    }
  }

  /// Copies a disk, as somebody does who pulls the plug for it.
  void save(BoxMachine box, long seed) {
    if (!box.isPowered()) return;
    Map<HomeMachine, Integer> acknowledged = new HashMap<>();
    for (HomeMachine home : homes) {
      acknowledged.put(home, home.kept(box).acknowledged().size());
    }
    images.put(box, new Image(box.disk().crashedCopy(seed), acknowledged));
  }

  /// Puts a copy in place of the disk of a box without power, if there is one.
  void putBack(BoxMachine box) {
    @Nullable Image image = images.get(box);
    if (image == null) return;
    box.replaceDisk(image.disk.crashedCopy(0));
    image.acknowledged.forEach((home, left) -> home.kept(box).forget(left));
  }
}
