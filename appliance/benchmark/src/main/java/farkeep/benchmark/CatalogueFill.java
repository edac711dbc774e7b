package farkeep.benchmark;

import farkeep.objects.FolderTag;
import farkeep.objects.ObjectId;
import farkeep.objects.PeerId;
import farkeep.objects.VaultId;
import farkeep.objects.system.SystemTasks;
import farkeep.store.catalogue.Catalogue;
import farkeep.store.catalogue.CatalogueOpening;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// Fills the catalogue of a box that does not run with the years it has not lived: snapshots,
/// events, sessions and days, all in the past of the newest real one. What the box kept stays.
public final class CatalogueFill {
  /// Rows that one run adds of each kind.
  static final int ROWS_MAX = 1_000_000;

  private static final Duration APART = Duration.ofMinutes(20);
  private static final int DAYS = 400;
  private static final List<String> KINDS =
      List.of("session began", "session ended", "box started", "home was not reached");

  private final Catalogue catalogue;
  private final Instant now = Instant.now();

  private CatalogueFill(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /// `DATA SNAPSHOTS EVENTS`: the data directory of a paired box, and how many rows to add.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length != 3) throw new IllegalArgumentException("give DATA SNAPSHOTS EVENTS");
    Path directory = Path.of(arguments[0]).resolve("catalogue");
    CatalogueOpening opening =
        new CatalogueOpening(directory, new SystemTasks(), it -> System.err.println(it.sentence()));
    try (Catalogue catalogue = opening.open().catalogue()) {
      new CatalogueFill(catalogue).fill(count(arguments[1]), count(arguments[2]));
    }
  }

  private static int count(String text) {
    int count = Integer.parseInt(text);
    if (count < 0 || count > ROWS_MAX) {
      throw new IllegalArgumentException("%d rows: give 0 to %d".formatted(count, ROWS_MAX));
    }
    return count;
  }

  /// Fills it.
  ///
  /// @throws IllegalStateException nobody was ever paired with the box
  void fill(int snapshots, int events) {
    VaultId vault =
        catalogue.vaults().stream()
            .findFirst()
            .map(Catalogue.Vault::id)
            .orElseThrow(() -> new IllegalStateException("the box keeps no vault; pair it first"));
    FolderTag folder =
        catalogue.folders(vault).stream()
            .findFirst()
            .map(Catalogue.Folder::tag)
            .orElseGet(() -> new FolderTag(0, 1));
    PeerId device = catalogue.devices(vault).getFirst().id();
    for (int i = 1; i <= snapshots; i++) {
      Optional<Instant> then = Optional.of(now.minus(APART.multipliedBy(i)));
      // below 0, so that the box goes on behind its own
      catalogue.put(
          new Catalogue.Snapshot(vault, folder, ObjectId.of(bytes(i)), -i, snapshots - i, then));
    }
    for (int i = events; i > 0; i--) {
      catalogue.add(
          now.minus(APART.multipliedBy(i)),
          i % 10 == 0 ? Catalogue.Severity.WARN : Catalogue.Severity.INFO,
          KINDS.get(i % KINDS.size()),
          "session=%d device=%s objects=12 receivedBytes=123456".formatted(i, device));
    }
    for (int i = 1; i <= events; i++) {
      Instant then = now.minus(APART.multipliedBy(i));
      catalogue.put(
          new Catalogue.Session(
              -i,
              device,
              then,
              Optional.of(then.plusSeconds(60)),
              new Catalogue.Traffic(12, 123_456, 789),
              "ended"));
    }
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    for (int day = 1; day < DAYS; day++) {
      catalogue.addReceived(
          new Catalogue.Received(today.minusDays(day), day, 1_000_000L * (day % 17)));
    }
  }

  private static byte[] bytes(int number) {
    byte[] id = new byte[32];
    for (int i = 0; i < 4; i++) id[i] = (byte) (number >> 8 * i);
    return id;
  }
}
