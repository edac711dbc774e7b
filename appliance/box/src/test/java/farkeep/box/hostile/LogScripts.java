package farkeep.box.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import farkeep.box.replication.TestVault;
import farkeep.link.protocol.AppendVaultLog;
import farkeep.link.protocol.ReadHeadLog;
import farkeep.link.protocol.ReadVaultLog;
import farkeep.link.protocol.ToBox;
import farkeep.objects.Bytes32;
import farkeep.objects.SigningKey;
import farkeep.objects.log.LogBody;
import farkeep.objects.log.VaultLogEntry;
import java.util.List;

/// What a device with a good key says about logs.
final class LogScripts {
  private LogScripts() {}

  static List<Script> all() {
    return List.of(
        Script.of(
            "the vault log from 2^63 on",
            peer -> {
              ReadVaultLog.Builder read = ReadVaultLog.newBuilder().setFromEntry(Long.MIN_VALUE);
              peer.enter().ask(ToBox.newBuilder().setReadVaultLog(read));
              peer.mustEnd("log entry 9223372036854775808; they count from 0");
            }),
        Script.of(
            "the vault log from behind its end",
            peer -> {
              ReadVaultLog.Builder read = ReadVaultLog.newBuilder().setFromEntry(Long.MAX_VALUE);
              long asked = peer.enter().ask(ToBox.newBuilder().setReadVaultLog(read));
              assertThat(peer.answer(asked).getVaultLog().getEntriesCount()).isZero();
            }),
        Script.of(
            "the head log from behind its end",
            peer -> {
              ReadHeadLog.Builder read = ReadHeadLog.newBuilder().setFromEntry(1L << 40);
              long asked = peer.enter().ask(ToBox.newBuilder().setReadHeadLog(read));
              assertThat(peer.answer(asked).getHeadLog().getEntriesCount()).isZero();
            }),
        Script.of(
            "a log entry that is none", peer -> refused(peer, peer.device, "magic", new byte[200])),
        Script.of("an empty log entry", peer -> refused(peer, peer.device, "needs", new byte[0])),
        Script.of(
            "a log entry by a device that is no owner",
            peer -> refused(peer, peer.device, "is no owner", entry(peer, peer.device))),
        Script.of(
            "a log entry of a reader",
            peer -> refused(peer, peer.box.reader, "is no owner", entry(peer, peer.box.reader))),
        Script.of(
            "a log entry whose signature is another's",
            peer -> refused(peer, peer.device, "its signature is not that of", forged(peer))),
        Script.of(
            "a log entry whose parents never came",
            peer -> refused(peer, peer.vault.owner, "is not here", orphan(peer))),
        Script.of(
            "a log entry of the other vault",
            peer ->
                refused(
                    peer,
                    peer.vault.owner,
                    "is not here",
                    peer.box.home.vault.logEntries().getLast())),
        Script.of(
            "the other vault's beginning",
            peer ->
                refused(
                    peer,
                    peer.vault.owner,
                    "one GENESIS only",
                    peer.box.home.vault.logEntries().getFirst())),
        Script.of("a device that goes on after it was revoked", LogScripts::revoked));
  }

  private static void refused(Peer peer, SigningKey as, String reason, byte[]... entries)
      throws Exception {
    peer.enter(as);
    peer.mustBeRefused(append(peer, entries), reason);
    peer.mustGoOn();
  }

  private static long append(Peer peer, byte[]... entries) throws Exception {
    AppendVaultLog.Builder append = AppendVaultLog.newBuilder();
    for (byte[] entry : entries) append.addEntries(ByteString.copyFrom(entry));
    return peer.ask(ToBox.newBuilder().setAppendVaultLog(append));
  }

  private static byte[] entry(Peer peer, SigningKey author) {
    return peer.vault.entryBy(author);
  }

  /// Says that the owner said it.
  private static byte[] forged(Peer peer) {
    TestVault vault = peer.vault;
    LogBody revoke = new LogBody.Revoke(vault.writer.id());
    VaultLogEntry mine = VaultLogEntry.sign(vault.id, vault.tips(), revoke, peer.device);
    return new VaultLogEntry(mine.parents(), vault.owner.id(), revoke, mine.signature()).encode();
  }

  private static byte[] orphan(Peer peer) {
    var nobody = new farkeep.objects.EntryHash(new Bytes32(7, 7, 7, 7));
    LogBody revoke = new LogBody.Revoke(peer.device.id());
    return VaultLogEntry.sign(peer.vault.id, List.of(nobody), revoke, peer.vault.owner).encode();
  }

  private static void revoked(Peer peer) throws Exception {
    peer.enter(peer.box.revoked);
    try (Peer owner = new Peer(peer.box, peer.box.standings.getFirst())) {
      owner.enter(peer.vault.owner);
      LogBody revoke = new LogBody.Revoke(peer.box.revoked.id());
      byte[] entry =
          VaultLogEntry.sign(peer.vault.id, peer.vault.tips(), revoke, peer.vault.owner).encode();
      assertThat(owner.answer(append(owner, entry)).hasLogAppended()).isTrue();
    }
    peer.mustEnd("is no longer in this vault");
  }
}
