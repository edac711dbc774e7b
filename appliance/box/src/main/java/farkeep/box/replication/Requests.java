package farkeep.box.replication;

import com.google.protobuf.ByteString;
import farkeep.link.protocol.AppendVaultLog;
import farkeep.link.protocol.Failure.Code;
import farkeep.link.protocol.HeadMoved;
import farkeep.link.protocol.LacksAnswer;
import farkeep.link.protocol.LogAppended;
import farkeep.link.protocol.Opened;
import farkeep.link.protocol.ProtocolViolationException;
import farkeep.link.protocol.ToBox;
import farkeep.link.protocol.ToHome;
import farkeep.link.protocol.WireIds;
import farkeep.store.HeadLog;
import farkeep.store.StoreUsage;
import farkeep.store.VaultStore;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Answers the requests of one session about the vault that it opened.
final class Requests {
  /// Ids of one question.
  static final int LACKS_IDS_MAX = 1_800;

  private final OpenVault open;
  private final Outbox outbox;

  Requests(OpenVault open, Outbox outbox) {
    this.open = open;
    this.outbox = outbox;
  }

  /// Answers one request, or has it answered in its turn.
  ///
  /// @throws ProtocolViolationException it breaks a bound
  void answer(ToBox asked) throws IOException, InterruptedException, ViolationException {
    long request = asked.getRequest();
    switch (asked.getWhatCase()) {
      case LACKS -> outbox.post(request, lacks(asked));
      case SETTLE ->
          open.acknowledger()
              .ask(new Acknowledger.Request.Settle(request, asked.getSettle().getNumber()));
      case COMMIT ->
          open.acknowledger()
              .ask(
                  new Acknowledger.Request.Commit(
                      request,
                      asked.getCommit().getAfterNumber(),
                      asked.getCommit().getHeadMove().toByteArray()));
      case APPEND_VAULT_LOG -> append(request, asked.getAppendVaultLog());
      case READ_VAULT_LOG ->
          outbox.post(
              request,
              LogPages.vaultLog(store().vaultLog(), from(asked.getReadVaultLog().getFromEntry())));
      case READ_HEAD_LOG ->
          outbox.post(
              request,
              LogPages.headLog(store().heads(), from(asked.getReadHeadLog().getFromEntry())));
      case OPEN ->
          outbox.fail(request, Code.BAD_REQUEST, "a vault is open in this session already");
      case HELLO -> outbox.fail(request, Code.BAD_REQUEST, "HELLO comes first and once");
      case WHAT_NOT_SET ->
          outbox.fail(request, Code.BAD_REQUEST, "this box does not know the request; update it");
    }
  }

  private VaultStore store() {
    return open.vault().store();
  }

  private static long from(long entry) throws ProtocolViolationException {
    if (entry < 0) {
      throw new ProtocolViolationException(
          "log entry %s; they count from 0".formatted(Long.toUnsignedString(entry)));
    }
    return entry;
  }

  private ToHome.Builder lacks(ToBox asked) throws IOException {
    var ids = WireIds.objectIds("LACKS", asked.getLacks().getIdsList(), LACKS_IDS_MAX);
    return ToHome.newBuilder()
        .setLacks(LacksAnswer.newBuilder().addAllIds(WireIds.of(store().lacks(ids))));
  }

  private void append(long request, AppendVaultLog asked)
      throws IOException, InterruptedException, ViolationException {
    List<byte[]> entries = asked.getEntriesList().stream().map(ByteString::toByteArray).toList();
    Optional<String> refusal = open.vault().append(entries);
    if (refusal.isPresent()) {
      outbox.refuse(request, refusal.get());
    } else {
      long count = store().vaultLog().entries();
      outbox.post(
          request,
          ToHome.newBuilder().setLogAppended(LogAppended.newBuilder().setVaultLogEntries(count)));
    }
  }

  /// Answers OPEN: says heads that don't fit in the answer before it.
  void opened(long request) throws IOException, InterruptedException, ViolationException {
    HeadLog log = store().heads();
    List<byte[]> heads = log.heads();
    List<ByteString> page = LogPages.fitting(heads);
    for (byte[] head : heads.subList(page.size(), heads.size())) {
      HeadMoved moved = HeadMoved.newBuilder().setHead(ByteString.copyFrom(head)).build();
      outbox.post(0, ToHome.newBuilder().setHeadMoved(moved));
    }
    StoreUsage usage = store().usage();
    outbox.post(
        request,
        ToHome.newBuilder()
            .setOpened(
                Opened.newBuilder()
                    .addAllHeads(page)
                    .setHeadLogTip(
                        log.tip().map(tip -> WireIds.of(tip.value())).orElse(ByteString.EMPTY))
                    .setHeadLogEntries(log.entries())
                    .setVaultLogEntries(store().vaultLog().entries())
                    .setFreeBytes(usage.freeBytes())
                    .setTotalBytes(usage.totalBytes())));
  }
}
