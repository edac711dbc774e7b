package farkeep.home.node;

import farkeep.home.control.Event;
import farkeep.home.control.Verbs.Events;
import farkeep.home.copy.DiskCopy;
import farkeep.home.engine.Ports;
import farkeep.home.engine.VaultReader;
import farkeep.home.posix.Shown;
import farkeep.home.restore.RestoreRules;
import farkeep.objects.MalformedObjectException;
import farkeep.vault.keys.CannotOpenException;
import farkeep.vault.keys.RecoverySheet;
import farkeep.vault.tree.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Brings every folder back from a copy of a box's disk, each below the target by its name.
public final class DiskRestore {
  private DiskRestore() {}

  /// Restores all folders.
  ///
  /// @param copy closed here
  /// @param to absolute; made when it is not there
  public static Event.Done run(
      DiskCopy copy, RecoverySheet sheet, Path to, Ports ports, Events events)
      throws IOException, InterruptedException {
    Path work = Files.createTempDirectory("farkeep-recover");
    Path cache = work.resolve("nodes");
    try (copy;
        VaultReader reader = reader(copy, sheet, cache, ports)) {
      if (copy.doubts().newest().isPresent()) {
        events.tell(new Event.Note(copy.doubts().newest().get()));
      }
      Files.createDirectories(to);
      return restore(reader.folders(), to, events);
    } finally {
      Files.deleteIfExists(cache);
      Files.deleteIfExists(work);
    }
  }

  private static VaultReader reader(DiskCopy copy, RecoverySheet sheet, Path cache, Ports ports)
      throws IOException {
    try {
      return new VaultReader(copy.source(), sheet.key(), cache, ports);
    } catch (CannotOpenException e) {
      if (copy.doubts().keys().isEmpty()) throw e;
      throw new MalformedObjectException(copy.doubts().keys().get(), e);
    }
  }

  private static Event.Done restore(List<VaultReader.Folder> folders, Path to, Events events)
      throws IOException, InterruptedException {
    long files = 0;
    long bytes = 0;
    long problems = 0;
    for (VaultReader.Folder folder : folders) {
      byte[] target = ShownNames.bytes(to + "/" + Shown.of(name(folder)));
      Event.Done done =
          new Restores(events)
              .run(folder.newest(), List.of(TreePath.ROOT), target, RestoreRules.USUAL);
      events.tell(new Event.Note(folder.name() + ": " + done.sentence()));
      files += done.files();
      bytes += done.bytes();
      problems += done.problems();
    }
    return new Event.Done(
        "brought back %d folders, %d files, %d B, to %s"
            .formatted(folders.size(), files, bytes, to),
        files,
        bytes,
        0,
        problems);
  }

  /// A folder's name, as one name of a directory.
  private static byte[] name(VaultReader.Folder folder) {
    return folder.name().replace('/', '_').getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }
}
