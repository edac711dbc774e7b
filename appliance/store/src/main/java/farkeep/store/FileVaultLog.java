package farkeep.store;

import farkeep.objects.EntryHash;
import farkeep.objects.port.Tasks;
import farkeep.objects.port.Tasks.Inside;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// The vault log in `vault.log`.
final class FileVaultLog implements VaultLog {
  static final String NAME = "vault.log";

  private final FailureLatch failure;
  private final Tasks.Monitor monitor;
  private final ChainedLog log;

  FileVaultLog(StorePorts ports, VaultPlace place, FailureLatch failure) throws IOException {
    this.failure = failure;
    this.monitor = ports.tasks().monitor();
    this.log = ChainedLog.open(ports, place, NAME, ENTRY_BYTES_MAX, _ -> {});
  }

  @Override
  public long entries() {
    try (Inside _ = monitor.inside()) {
      return log.entries();
    }
  }

  @Override
  public Optional<EntryHash> tip() {
    try (Inside _ = monitor.inside()) {
      return log.tip();
    }
  }

  @Override
  public long append(List<byte[]> entries) throws IOException {
    entries.forEach(log::check);
    try (Inside _ = monitor.inside()) {
      failure.check();
      if (!entries.isEmpty()) {
        log.append(Collections.nCopies(entries.size(), LogFrame.About.NOTHING), entries);
      }
      return log.entries();
    } catch (StoreFailedException e) {
      throw e;
    } catch (IOException e) {
      throw failure.fail(e);
    }
  }

  @Override
  public List<byte[]> read(long fromEntry, int bytesMax) throws IOException {
    try (Inside _ = monitor.inside()) {
      return log.read(fromEntry, bytesMax);
    }
  }

  void close() throws IOException {
    try (Inside _ = monitor.inside()) {
      log.close();
    }
  }
}
