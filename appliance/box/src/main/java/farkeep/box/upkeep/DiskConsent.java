package farkeep.box.upkeep;

import farkeep.box.health.BlankDisk;
import farkeep.box.health.Findings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.function.Supplier;

/// Passes on that somebody in the house wants a blank disk to take the place of the card. The
/// machine's scripts look again whether it is the same disk and still blank: the box has no right
/// to touch it. Safe for many threads.
public final class DiskConsent {
  private final Optional<Path> file;
  private final Supplier<Findings.Upkeep> noted;

  /// @param file which the scripts wait for; empty: nobody does
  /// @param noted which disk is there
  public DiskConsent(Optional<Path> file, Supplier<Findings.Upkeep> noted) {
    this.file = file;
    this.noted = noted;
  }

  /// The disk that may be agreed to now.
  public Optional<BlankDisk> disk() {
    return file.flatMap(_ -> noted.get().blankDisk());
  }

  /// Agrees to this disk; does not wait for what comes of it: the machine starts again.
  ///
  /// @return false when it is not the one that is there
  /// @throws IOException nobody could be told
  public boolean give(String id) throws IOException {
    if (disk().filter(it -> it.id().equals(id)).isEmpty()) return false;
    Path word = file.orElseThrow();
    Path whole = word.resolveSibling(word.getFileName() + ".new");
    Files.writeString(whole, id + "\n");
    Files.move(whole, word, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return true;
  }
}
