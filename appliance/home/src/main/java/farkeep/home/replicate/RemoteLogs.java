package farkeep.home.replicate;

import com.google.protobuf.ByteString;
import farkeep.link.protocol.AppendVaultLog;
import farkeep.link.protocol.HeadLogPart;
import farkeep.link.protocol.ReadHeadLog;
import farkeep.link.protocol.ReadVaultLog;
import farkeep.link.protocol.ToBox;
import farkeep.link.protocol.VaultLogPart;
import farkeep.objects.log.HeadMove;
import farkeep.objects.log.VaultLogEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The vault log and the head log that a box keeps.
public final class RemoteLogs {
  /// Encoded bytes of entries sent in one frame.
  private static final int FRAME_ENTRIES_BYTES_MAX = 60 << 10;

  private final Reconnecting sessions;

  RemoteLogs(Reconnecting sessions) {
    this.sessions = sessions;
  }

  /// Reads the vault log.
  ///
  /// @param from place of the first entry wanted, from 0
  public List<VaultLogEntry> readVaultLog(long from) throws IOException, InterruptedException {
    List<VaultLogEntry> entries = new ArrayList<>();
    boolean more = true;
    while (more) {
      var read = ReadVaultLog.newBuilder().setFromEntry(from + entries.size());
      VaultLogPart part =
          sessions
              .call(session -> session.ask(ToBox.newBuilder().setReadVaultLog(read)))
              .getVaultLog();
      for (ByteString entry : part.getEntriesList()) {
        entries.add(VaultLogEntry.parse(entry.toByteArray()));
      }
      more = part.getMore() && part.getEntriesCount() > 0;
    }
    return entries;
  }

  /// Adds entries to the box's vault log; those it has are skipped there.
  ///
  /// @param entries parents first
  /// @throws ReplicationException.Refused it does not take one of them
  public void appendVaultLog(List<VaultLogEntry> entries) throws IOException, InterruptedException {
    int from = 0;
    while (from < entries.size()) {
      AppendVaultLog.Builder append = AppendVaultLog.newBuilder();
      int bytes = 0;
      while (from < entries.size()) {
        byte[] encoded = entries.get(from).encode();
        bytes += encoded.length;
        if (bytes > FRAME_ENTRIES_BYTES_MAX && append.getEntriesCount() > 0) break;
        append.addEntries(ByteString.copyFrom(encoded));
        from++;
      }
      sessions.call(session -> session.ask(ToBox.newBuilder().setAppendVaultLog(append)));
    }
  }

  /// Reads the head log: every head move of every folder of the vault, oldest first.
  ///
  /// @param from place of the first entry wanted, from 0
  public List<HeadMove> readHeadLog(long from) throws IOException, InterruptedException {
    List<HeadMove> entries = new ArrayList<>();
    boolean more = true;
    while (more) {
      var read = ReadHeadLog.newBuilder().setFromEntry(from + entries.size());
      HeadLogPart part =
          sessions
              .call(session -> session.ask(ToBox.newBuilder().setReadHeadLog(read)))
              .getHeadLog();
      part.getEntriesList().forEach(entry -> entries.add(HeadMove.parse(entry.toByteArray())));
      more = part.getMore() && part.getEntriesCount() > 0;
    }
    return entries;
  }
}
