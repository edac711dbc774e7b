package farkeep.home.copy;

import farkeep.home.engine.VaultReader;
import farkeep.objects.MalformedObjectException;
import farkeep.objects.VaultId;
import farkeep.objects.log.HeadMove;
import farkeep.objects.log.VaultLog;
import farkeep.objects.log.VaultLogEntry;
import farkeep.vault.keys.RecoverySheet;
import farkeep.vault.keys.WrongSheetException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A copy of a box's data directory: with the recovery sheet it gives everything back, without a
/// box, a network or a database.
public final class DiskCopy implements Closeable {
  private static final String VAULTS = "vaults";
  private static final String VAULT_LOG = "vault.log";

  private final PackCopy objects;
  private final VaultLog log;
  private final List<HeadMove> heads;
  private final Doubts doubts;

  /// What the damage of a log may have cost, each in a sentence.
  ///
  /// @param keys that no key may be had
  /// @param newest that the newest snapshot may not be known
  public record Doubts(Optional<String> keys, Optional<String> newest) {}

  private DiskCopy(PackCopy objects, VaultLog log, List<HeadMove> heads, Doubts doubts) {
    this.objects = objects;
    this.log = log;
    this.heads = heads;
    this.doubts = doubts;
  }

  /// Looks for the sheet's vault in a copy.
  ///
  /// @param directory a box's data directory, or one vault's directory of it
  /// @throws WrongSheetException the copy is of another vault
  /// @throws IOException it is no such copy; the message says what was found instead
  public static DiskCopy open(Path directory, RecoverySheet sheet) throws IOException {
    Path vault = find(directory, sheet);
    LogCopy entries = LogCopy.read(vault, VAULT_LOG);
    Optional<String> damage = damage(entries, vault);
    VaultLog log;
    try {
      log = log(entries.entries(), vault, sheet);
    } catch (IOException | WrongSheetException e) {
      if (damage.isPresent()) throw new MalformedObjectException(damage.get(), e);
      throw e;
    }
    List<HeadMove> heads = new ArrayList<>();
    LogCopy moves = LogCopy.read(vault, "heads.log");
    for (byte[] entry : moves.entries()) {
      try {
        heads.add(HeadMove.parse(entry));
      } catch (MalformedObjectException e) {
        throw new IOException("%s/heads.log: %s".formatted(vault, e.getMessage()), e);
      }
    }
    Optional<String> doubt =
        moves.damagedAt().isEmpty()
            ? Optional.empty()
            : Optional.of(
                "%s/heads.log and its twin are damaged at byte %d: a newer snapshot than the one restored may be in this copy"
                    .formatted(vault, moves.damagedAt().getAsLong()));
    return new DiskCopy(new PackCopy(vault), log, heads, new Doubts(damage, doubt));
  }

  private static Optional<String> damage(LogCopy entries, Path vault) {
    if (entries.damagedAt().isEmpty()) return Optional.empty();
    return Optional.of(
        "%s/vault.log and its twin are damaged at byte %d, and the keys are in it: take vault.log from an older copy or from another box of the vault, they are the same there"
            .formatted(vault, entries.damagedAt().getAsLong()));
  }

  /// What was found damaged when the copy was opened.
  public Doubts doubts() {
    return doubts;
  }

  private static Path find(Path directory, RecoverySheet sheet) throws IOException {
    if (LogCopy.exists(directory, VAULT_LOG)) return directory;
    Path vaults = directory.resolve(VAULTS);
    if (!Files.isDirectory(vaults)) {
      throw new IOException(
          "%s is no copy of a box's data directory: it has neither %s nor vault.log"
              .formatted(directory, VAULTS));
    }
    try (Stream<Path> all = Files.list(vaults)) {
      List<String> names = all.map(it -> it.getFileName().toString()).sorted().toList();
      String wanted =
          names.stream()
              .filter(it -> it.startsWith(sheet.vaultStart()))
              .findFirst()
              .orElseThrow(() ->
                  new WrongSheetException(
                      0,
                      "the sheet is for vault %s…, but %s has only %s"
                          .formatted(sheet.vaultStart(), vaults, names)));
      return vaults.resolve(wanted);
    }
  }

  private static VaultLog log(List<byte[]> entries, Path vault, RecoverySheet sheet)
      throws IOException {
    if (entries.isEmpty()) throw new IOException(vault + "/vault.log has no whole entry");
    try {
      List<VaultLogEntry> parsed = entries.stream().map(VaultLogEntry::parse).toList();
      VaultId id = new VaultId(parsed.getFirst().hash().value());
      if (!sheet.isFor(id)) {
        throw new WrongSheetException(
            0,
            "the sheet is for vault %s…, but %s is vault %s"
                .formatted(sheet.vaultStart(), vault, id.abbreviated()));
      }
      VaultLog log = new VaultLog(id);
      parsed.forEach(log::accept);
      return log;
    } catch (MalformedObjectException e) {
      throw new IOException("%s/vault.log: %s".formatted(vault, e.getMessage()), e);
    }
  }

  /// What reads the folders of this copy.
  public VaultReader.Source source() {
    return new VaultReader.Source(log, heads, objects);
  }

  @Override
  public void close() throws IOException {
    objects.close();
  }
}
