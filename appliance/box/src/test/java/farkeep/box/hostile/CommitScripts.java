package farkeep.box.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.box.replication.TestVault;
import farkeep.link.protocol.Failure.Code;
import farkeep.objects.Bytes32;
import farkeep.objects.FolderTag;
import farkeep.objects.ObjectId;
import farkeep.objects.ObjectKind;
import farkeep.objects.PeerId;
import farkeep.objects.SigningKey;
import farkeep.objects.log.HeadMove;
import java.util.List;
import java.util.Optional;

/// What a device with a good key wants heads to be.
final class CommitScripts {
  private static final ObjectId NOBODY = new ObjectId(new Bytes32(9, 9, 9, 9));

  private CommitScripts() {}

  static List<Script> all() {
    return List.of(
        refused("a head move that is none", "magic", _ -> new byte[HeadMove.BYTES]),
        refused(
            "a head move of 60 KB",
            "B too many",
            peer -> java.util.Arrays.copyOf(move(peer, NOBODY).encode(), 60_000)),
        refused("an empty head move", "needs", _ -> new byte[0]),
        refused(
            "a head move for another box",
            "it is for box",
            peer -> signed(peer, peer.folder, new PeerId(new Bytes32(1, 1, 1, 1)), peer.device)),
        refused(
            "a head move that another device signed",
            "signed by device",
            peer -> signed(peer, peer.folder, peer.box.id(), peer.vault.writer)),
        refused(
            "a head move of a folder that is not there",
            "may not move",
            peer -> signed(peer, someFolder(), peer.box.id(), peer.device)),
        refused(
            "a head move of the other family's folder",
            "may not move",
            peer -> signed(peer, peer.box.home.vault.folder, peer.box.id(), peer.device)),
        refused(
            "a head move with a flipped bit",
            "its signature is not that of",
            peer -> {
              byte[] bytes = move(peer, NOBODY).encode();
              bytes[bytes.length - 1] ^= 1;
              return bytes;
            }),
        Script.of("a head move by a reader", CommitScripts::reader),
        Script.of(
            "a head that was never sent",
            peer -> {
              peer.enter();
              long asked = peer.commit(move(peer, NOBODY).encode(), 0);
              peer.mustFail(asked, Code.MISSING_ROOT, "has not been admitted");
              peer.mustGoOn();
            }),
        Script.of(
            "a head that is a chunk",
            peer -> {
              byte[] chunk = peer.vault.chunk(1_000);
              peer.enter().put(1, chunk);
              long asked = peer.commit(move(peer, TestVault.id(chunk)).encode(), 1);
              peer.mustFail(asked, Code.BAD_REQUEST, "snapshot");
            }),
        Script.of(
            "a head that is another folder's snapshot",
            peer -> {
              ObjectId snapshot = send(peer.enter(), 1, 1, peer.vault.folder, List.of());
              long asked = peer.commit(move(peer, snapshot).encode(), 2);
              peer.mustFail(asked, Code.BAD_REQUEST, "it is of folder");
            }),
        Script.of("a snapshot with a forged signature", CommitScripts::forged),
        Script.of("an old head", CommitScripts::stale),
        Script.of("two heads on one", CommitScripts::fork),
        Script.of("a head move that leaves one out", CommitScripts::gap),
        Script.of("a snapshot that is not above its parent", CommitScripts::notAbove),
        Script.of(
            "a head move behind a number that never comes",
            peer -> {
              peer.enter().commit(move(peer, NOBODY).encode(), Long.MAX_VALUE);
              peer.mustGoOn();
            }));
  }

  private interface Move {
    byte[] of(Peer peer);
  }

  private static Script refused(String name, String reason, Move move) {
    return Script.of(
        name,
        peer -> {
          peer.enter();
          peer.mustFail(peer.commit(move.of(peer), 0), Code.BAD_REQUEST, reason);
          peer.mustGoOn();
        });
  }

  private static FolderTag someFolder() {
    return FolderTag.of(new byte[FolderTag.BYTES]);
  }

  private static HeadMove move(Peer peer, ObjectId snapshot) {
    return peer.move(Optional.empty(), snapshot);
  }

  private static byte[] signed(Peer peer, FolderTag folder, PeerId box, SigningKey key) {
    var target = new HeadMove.Target(folder, box);
    return HeadMove.sign(peer.vault.id, target, Optional.empty(), NOBODY, key).encode();
  }

  private static void reader(Peer peer) throws Exception {
    SigningKey reader = peer.box.reader;
    peer.enter(reader);
    byte[] move = signed(peer, peer.folder, peer.box.id(), reader);
    peer.mustFail(peer.commit(move, 0), Code.BAD_REQUEST, "may not move");
  }

  /// Sends a root and a snapshot, as the numbers `first` and the next.
  private static ObjectId send(
      Peer peer, long first, long sequence, FolderTag folder, List<ObjectId> parents)
      throws Exception {
    byte[] root = peer.vault.node(ObjectKind.PATH_NODE, 0, List.of());
    byte[] snapshot =
        peer.vault.snapshot(TestVault.id(root), parents, sequence, peer.device, folder);
    peer.put(first, root);
    peer.put(first + 1, snapshot);
    return TestVault.id(snapshot);
  }

  private static ObjectId send(Peer peer, long first, long sequence, ObjectId... parents)
      throws Exception {
    return send(peer, first, sequence, peer.folder, List.of(parents));
  }

  private static void forged(Peer peer) throws Exception {
    byte[] root = peer.vault.node(ObjectKind.PATH_NODE, 0, List.of());
    byte[] snapshot =
        peer.vault.snapshot(TestVault.id(root), List.of(), 1, peer.device, peer.folder);
    snapshot[snapshot.length - 1] ^= 1;
    peer.enter().put(1, root);
    peer.put(2, snapshot);
    long asked = peer.commit(move(peer, TestVault.id(snapshot)).encode(), 2);
    peer.mustFail(asked, Code.BAD_REQUEST, "snapshot");
  }

  private static HeadMove begin(Peer peer) throws Exception {
    HeadMove first = move(peer, send(peer.enter(), 1, 1));
    assertThat(peer.answer(peer.commit(first.encode(), 2)).hasMoved()).isTrue();
    return first;
  }

  private static void stale(Peer peer) throws Exception {
    HeadMove first = begin(peer);
    HeadMove second = peer.move(Optional.of(first), send(peer, 3, 2, first.snapshot()));
    assertThat(peer.answer(peer.commit(second.encode(), 4)).hasMoved()).isTrue();
    for (HeadMove old : List.of(first, second)) {
      byte[] head = peer.answer(peer.commit(old.encode(), 4)).getBehind().getHead().toByteArray();
      assertThat(head).isEqualTo(second.encode());
    }
  }

  private static void fork(Peer peer) throws Exception {
    HeadMove first = begin(peer);
    HeadMove one = peer.move(Optional.of(first), send(peer, 3, 2, first.snapshot()));
    HeadMove other = peer.move(Optional.of(first), send(peer, 5, 2, first.snapshot()));
    long asked = peer.commit(one.encode(), 6);
    long askedToo = peer.commit(other.encode(), 6);
    assertThat(peer.answer(asked).hasMoved()).isTrue();
    assertThat(peer.answer(askedToo).getBehind().getHead().toByteArray()).isEqualTo(one.encode());
  }

  private static void gap(Peer peer) throws Exception {
    HeadMove first = begin(peer);
    HeadMove unsent = peer.move(Optional.of(first), NOBODY);
    HeadMove third = peer.move(Optional.of(unsent), send(peer, 3, 2, first.snapshot()));
    long asked = peer.commit(third.encode(), 4);
    assertThat(peer.answer(asked).getBehind().getHead().toByteArray()).isEqualTo(first.encode());
  }

  private static void notAbove(Peer peer) throws Exception {
    HeadMove first = begin(peer);
    HeadMove second = peer.move(Optional.of(first), send(peer, 3, 1, first.snapshot()));
    long asked = peer.commit(second.encode(), 4);
    peer.mustFail(asked, Code.BAD_REQUEST, "is not above parent");
  }
}
