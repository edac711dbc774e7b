package farkeep.simulation;

import farkeep.home.copy.DiskCopy;
import farkeep.home.engine.FolderView;
import farkeep.home.engine.Ports;
import farkeep.home.engine.VaultReader;
import farkeep.objects.ObjectId;
import farkeep.objects.log.HeadMove;
import farkeep.objects.port.Disk;
import farkeep.objects.port.DiskFile;
import farkeep.testkit.disk.SimulatedDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// Looks at what is on a box's disk: nothing on it can be read without a key, and with a recovery
/// sheet and nothing else everything that was acknowledged comes back.
final class DiskCheck {
  private final World world;
  private final String box;
  private final SimulatedDisk disk;

  /// @param disk nothing works on it
  DiskCheck(World world, String box, SimulatedDisk disk) {
    this.world = world;
    this.box = box;
    this.disk = disk;
  }

  /// No name, no content, and no key that opens them is on the disk.
  void isPrivate() throws IOException {
    look("");
  }

  private void look(String name) throws IOException {
    for (String below : disk.list(name)) {
      String path = name.isEmpty() ? below : name + "/" + below;
      look(path);
      world.secrets().in(path).ifPresent(what -> tells(what, "the name of its file " + path));
      if (disk.isDirectory(path)) continue;
      world.secrets().in(content(path)).ifPresent(what -> tells(what, "its file " + path));
    }
  }

  private void tells(String what, String where) {
    world.violated("%s has %s in %s".formatted(box, what, where));
  }

  private byte[] content(String path) throws IOException {
    try (DiskFile file = disk.open(path, Disk.Access.READ)) {
      ByteBuffer content = ByteBuffer.allocate((int) file.size());
      file.read(0, content);
      return content.array();
    }
  }

  /// Copies the disk to a directory of this machine.
  private void copy(String name, Path to) throws IOException {
    for (String below : disk.list(name)) {
      String path = name.isEmpty() ? below : name + "/" + below;
      if (disk.isDirectory(path)) {
        Files.createDirectory(to.resolve(below));
        copy(path, to.resolve(below));
      } else {
        Files.write(to.resolve(below), content(path));
      }
    }
  }

  /// What a box acknowledged of a home's folder comes back from a copy of its disk.
  ///
  /// @param trusted whether the disk has kept what it said; otherwise things may be missing, but
  ///   what comes back must be right
  void isRecoverable(HomeMachine home, Kept kept, boolean trusted, long seed)
      throws IOException, InterruptedException {
    world.counts().imagesLookedAt++;
    Path directory = world.directory("disk");
    try {
      copy("", directory);
      readBack(home, kept, directory, trusted, seed);
    } catch (IOException | RuntimeException e) {
      if (trusted && !kept.acknowledged().isEmpty()) {
        world.violated("%s: the disk of %s does not give back: %s".formatted(home.name(), box, e));
      } else {
        world.note("the disk of " + box + " gives nothing back: " + e.getMessage());
      }
    } finally {
      Trees.remove(directory);
    }
  }

  private void readBack(HomeMachine home, Kept kept, Path directory, boolean trusted, long seed)
      throws IOException, InterruptedException {
    Ports ports = new Ports(world.tasks(), world.tasks(), world.tasks().randomness());
    try (DiskCopy copy = DiskCopy.open(directory, home.sheet())) {
      VaultReader.Source all = copy.source();
      List<HeadMove> heads = all.heads();
      if (trusted) allThere(home, kept, heads);
      if (heads.isEmpty()) return;
      SplittableRandom chance = new SplittableRandom(seed);
      for (int last : List.of(heads.size(), 1 + chance.nextInt(heads.size()))) {
        VaultReader.Source upTo =
            new VaultReader.Source(all.log(), heads.subList(0, last), all.objects());
        ObjectId expected = heads.get(last - 1).snapshot();
        try (VaultReader reader =
            new VaultReader(upTo, home.sheet().key(), world.fresh("nodes"), ports)) {
          compare(home, kept, reader.folders(), trusted ? Optional.of(expected) : Optional.empty());
        }
      }
    }
  }

  private void allThere(HomeMachine home, Kept kept, List<HeadMove> heads) {
    for (Kept.Acknowledged each : kept.acknowledged()) {
      boolean there = heads.stream().anyMatch(head -> head.snapshot().equals(each.snapshot()));
      if (!there) {
        world.violated(
            "%s has lost snapshot #%d of %s (%s), which it had acknowledged"
                .formatted(box, each.sequence(), home.name(), each.snapshot()));
      }
    }
  }

  private void compare(
      HomeMachine home, Kept kept, List<VaultReader.Folder> folders, Optional<ObjectId> expected)
      throws IOException, InterruptedException {
    if (expected.isPresent() && folders.isEmpty()) {
      world.violated(box + " has a head of " + home.name() + " whose snapshot is not there");
    }
    for (VaultReader.Folder folder : folders) {
      FolderView view = folder.newest();
      ObjectId id = view.snapshot().id();
      if (expected.isPresent() && !expected.get().equals(id)) {
        world.violated("%s has a head %s without its snapshot".formatted(box, expected.get()));
      }
      Optional<String> difference = kept.difference(id, Trees.read(view));
      difference.ifPresent(what ->
          world.violated("snapshot %s of %s on %s: %s".formatted(id, home.name(), box, what)));
      world.note("the disk of " + box + " gives back " + id);
    }
  }
}
