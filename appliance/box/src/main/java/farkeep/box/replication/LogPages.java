package farkeep.box.replication;

import com.google.protobuf.ByteString;
import farkeep.link.protocol.Frames;
import farkeep.link.protocol.HeadLogPart;
import farkeep.link.protocol.ToHome;
import farkeep.link.protocol.VaultLogPart;
import farkeep.store.HeadLog;
import farkeep.store.VaultLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Parts of logs as they fit in a frame.
final class LogPages {
  /// Bytes that a part takes at most: with its envelope it fits in a frame.
  static final int PART_BYTES_MAX = Frames.FRAME_BYTES_MAX - 1_024;

  /// What an entry costs beside its bytes.
  private static final int ENTRY_OVERHEAD_BYTES = 4;

  private LogPages() {}

  /// Entries of a vault log from a number on.
  static ToHome.Builder vaultLog(VaultLog log, long from) throws IOException {
    List<byte[]> entries = from < log.entries() ? log.read(from, PART_BYTES_MAX) : List.of();
    List<ByteString> page = fitting(entries);
    return ToHome.newBuilder()
        .setVaultLog(
            VaultLogPart.newBuilder()
                .setFromEntry(from)
                .addAllEntries(page)
                .setMore(from + page.size() < log.entries()));
  }

  /// Entries of a head log from a number on.
  static ToHome.Builder headLog(HeadLog log, long from) throws IOException {
    List<byte[]> entries = from < log.entries() ? log.read(from, PART_BYTES_MAX) : List.of();
    List<ByteString> page = fitting(entries);
    return ToHome.newBuilder()
        .setHeadLog(
            HeadLogPart.newBuilder()
                .setFromEntry(from)
                .addAllEntries(page)
                .setMore(from + page.size() < log.entries()));
  }

  /// As many of these, from the first, as a frame holds.
  static List<ByteString> fitting(List<byte[]> entries) {
    List<ByteString> page = new ArrayList<>();
    int bytes = 0;
    for (byte[] entry : entries) {
      bytes += entry.length + ENTRY_OVERHEAD_BYTES;
      if (bytes > PART_BYTES_MAX) break;
      page.add(ByteString.copyFrom(entry));
    }
    return page;
  }
}
