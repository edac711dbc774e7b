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
import farkeep.objects.FolderTag;
import farkeep.objects.MalformedObjectException;
import farkeep.objects.log.HeadMove;
import farkeep.objects.log.VaultLog;
import farkeep.objects.log.VaultLogEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The vault log and the head log that a box keeps.
public final class RemoteLogs {
  /// Encoded bytes of entries sent in one frame.
  private static final int FRAME_ENTRIES_BYTES_MAX = 60 << 10;

  /// Entries that a vault log can have.
  static final int VAULT_LOG_ENTRIES_MAX = VaultLog.ENTRIES_MAX + VaultLog.RESERVED_ENTRIES_MAX;

  /// Entries of a head log that are read: one a minute in four folders for ten years.
  static final long HEAD_LOG_ENTRIES_MAX = 20_000_000;

  /// Folders whose moves a head log may hold.
  static final int HEAD_LOG_FOLDERS_MAX = 65_536;

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
      requireVaultLog(entries.size() + part.getEntriesCount());
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

  private static void requireVaultLog(int entries) throws ProtocolViolationException {
    if (entries > VAULT_LOG_ENTRIES_MAX) {
      throw new ProtocolViolationException(
          "the box has a vault log of more than %d entries".formatted(VAULT_LOG_ENTRIES_MAX));
    }
  }

  /// Who hears of each head move.
  @FunctionalInterface
  public interface HeadMoves {
    void hear(HeadMove move);
  }

  /// Reads the head log: every head move of every folder of the vault, oldest first. Nothing is
  /// kept here but one number for each folder.
  ///
  /// @throws ProtocolViolationException an entry is none, or not newer than the one before it of
  ///   the same folder: a log that never ends has such
  public void readHeadLog(HeadMoves moves) throws IOException, InterruptedException {
    Map<FolderTag, Long> newest = new HashMap<>();
    long from = 0;
    boolean more = true;
    while (more) {
      var read = ReadHeadLog.newBuilder().setFromEntry(from);
      HeadLogPart part =
          sessions
              .call(session ->
                  session.ask(ToBox.newBuilder().setReadHeadLog(read), WhatCase.HEAD_LOG))
              .getHeadLog();
      for (ByteString entry : part.getEntriesList()) {
        HeadMove move = parsed(entry, HeadMove::parse);
        requireNewer(move, newest.put(move.folder(), move.sequence()));
        if (newest.size() > HEAD_LOG_FOLDERS_MAX) {
          throw new ProtocolViolationException(
              "the box has a head log of more than %d folders".formatted(HEAD_LOG_FOLDERS_MAX));
        }
        moves.hear(move);
      }
      from += part.getEntriesCount();
      if (from > HEAD_LOG_ENTRIES_MAX) {
        throw new ProtocolViolationException(
            "the box has a head log of more than %d entries".formatted(HEAD_LOG_ENTRIES_MAX));
      }
      more = part.getMore() && part.getEntriesCount() > 0;
    }
  }

  private static void requireNewer(HeadMove move, @Nullable Long before)
      throws ProtocolViolationException {
    if (before != null && move.sequence() <= before) {
      throw new ProtocolViolationException(
          "the box's head log has move %d of folder %s after its move %d"
              .formatted(move.sequence(), move.folder(), before));
    }
  }
}
