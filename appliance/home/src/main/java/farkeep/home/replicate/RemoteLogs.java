package farkeep.home.replicate;

import com.google.protobuf.ByteString;
import farkeep.link.protocol.AppendVaultLog;
import farkeep.link.protocol.HeadLogPart;
import farkeep.link.protocol.ProtocolViolationException;
import farkeep.link.protocol.ReadHeadLog;
import farkeep.link.protocol.ReadVaultLog;
import farkeep.link.protocol.ToBox;
import farkeep.link.protocol.ToHome.WhatCase;
import farkeep.link.protocol.VaultLogPart;
import farkeep.objects.MalformedObjectException;
import farkeep.objects.log.HeadMove;
import farkeep.objects.log.VaultLog;
import farkeep.objects.log.VaultLogEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// The vault log and the head log that a box keeps.
public final class RemoteLogs {
  /// Encoded bytes of entries sent in one frame.
  private static final int FRAME_ENTRIES_BYTES_MAX = 60 << 10;

  /// Entries that a vault log can have.
  static final int VAULT_LOG_ENTRIES_MAX = VaultLog.ENTRIES_MAX + VaultLog.RESERVED_ENTRIES_MAX;

  /// Entries of a head log that are read: a snapshot an hour for twenty years.
  static final int HEAD_LOG_ENTRIES_MAX = 200_000;

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
              .call(session ->
                  session.ask(ToBox.newBuilder().setReadVaultLog(read), WhatCase.VAULT_LOG))
              .getVaultLog();
      requireMost(entries.size() + part.getEntriesCount(), VAULT_LOG_ENTRIES_MAX);
      for (ByteString entry : part.getEntriesList()) {
        entries.add(parsed(entry, VaultLogEntry::parse));
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
      sessions.call(session ->
          session.ask(ToBox.newBuilder().setAppendVaultLog(append), WhatCase.LOG_APPENDED));
    }
  }

  private static <T> T parsed(ByteString entry, Function<byte[], T> parser)
      throws ProtocolViolationException {
    try {
      return parser.apply(entry.toByteArray());
    } catch (MalformedObjectException e) {
      throw new ProtocolViolationException("the box has a log entry that is none", e);
    }
  }

  private static void requireMost(int entries, int most) throws ProtocolViolationException {
    if (entries > most) {
      throw new ProtocolViolationException(
          "the box has a log of more than %d entries".formatted(most));
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
              .call(session ->
                  session.ask(ToBox.newBuilder().setReadHeadLog(read), WhatCase.HEAD_LOG))
              .getHeadLog();
      requireMost(entries.size() + part.getEntriesCount(), HEAD_LOG_ENTRIES_MAX);
      for (ByteString entry : part.getEntriesList()) entries.add(parsed(entry, HeadMove::parse));
      more = part.getMore() && part.getEntriesCount() > 0;
    }
    return entries;
  }
}
