package farkeep.store;

import farkeep.objects.EntryHash;
import farkeep.objects.port.Tasks.Inside;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// The vault log in `vault.log`.
final class FileVaultLog implements VaultLog {
  static final String NAME = "vault.log";

  private final FramedLog log;

  FileVaultLog(StorePorts ports, VaultPlace place, FailureLatch failure) throws IOException {
    FramedLog.Shape shape = new FramedLog.Shape(NAME, ENTRY_BYTES_MAX);
    this.log = FramedLog.open(ports, place, shape, failure, _ -> {});
  }

  @Override
  public long entries() {
    return log.entries();
  }

  @Override
  public Optional<EntryHash> tip() {
    return log.tip();
  }

  @Override
  public long append(List<byte[]> entries) throws IOException {
    entries.forEach(log::check);
    try (Inside _ = log.inside()) {
      return log.append(Collections.nCopies(entries.size(), LogFrame.About.NOTHING), entries);
    }
  }

  @Override
  public List<byte[]> read(long fromEntry, int bytesMax) throws IOException {
    return log.read(fromEntry, bytesMax);
  }

  void close() throws IOException {
    log.close();
  }
}
