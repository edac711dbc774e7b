package farkeep.box.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.objects.Bytes32;
import farkeep.objects.Limits;
import farkeep.objects.ObjectHeader;
import farkeep.objects.ObjectId;
import farkeep.objects.ObjectKind;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/// What a device with a good key sends as headers of objects.
final class HeaderScripts {
  private static final int CHILDREN_AT = 18;
  private static final int CLEAR_AT = 16;

  private HeaderScripts() {}

  static List<Script> all() {
    return List.of(
        refused("an object of noise", "magic is not FKO", (peer, _) -> noise(peer)),
        refused("an object of one byte", "54 to 8388608", (_, _) -> new byte[1]),
        refused(
            "2^31 children in the header",
            "4294967295 children",
            (_, stored) -> putInt(stored, CHILDREN_AT, -1)),
        refused(
            "one child too many in the header",
            "16385 children; at most 16384",
            (_, stored) -> putInt(stored, CHILDREN_AT, Limits.CHILDREN_MAX + 1)),
        refused(
            "more children than bytes",
            "needs",
            (_, stored) -> putInt(stored, CHILDREN_AT, Limits.CHILDREN_MAX)),
        refused(
            "a clear part that is too long",
            "clear part of 65535 B",
            (_, stored) -> putInt(stored, CLEAR_AT, -1)),
        refused("another version", "version 2", (_, stored) -> put(stored, 3, 2)),
        refused("another suite", "suite 9", (_, stored) -> put(stored, 4, 9)),
        refused("another kind", "unknown object kind 77", (_, stored) -> put(stored, 5, 77)),
        refused("a tree higher than trees are", "level 64", (_, stored) -> put(stored, 6, 64)),
        refused("unknown flags", "flags 0x01", (_, stored) -> put(stored, 7, 1)),
        refused(
            "children that do not ascend",
            "child 1 is not above",
            (peer, _) -> twoChildren(peer, true)),
        refused(
            "a child that is there twice",
            "child 1 is not above",
            (peer, _) -> twoChildren(peer, false)));
  }

  private interface Making {
    byte[] of(Peer peer, byte[] chunk);
  }

  private static Script refused(String name, String reason, Making making) {
    return Script.of(
        name,
        peer -> {
          peer.enter().put(1, making.of(peer, peer.vault.chunk(1_000)));
          peer.mustRefuse(1, reason);
          peer.put(2, peer.vault.chunk(100));
          assertThat(peer.answer(peer.settle(2)).getStored().getNumber()).isEqualTo(2);
        });
  }

  private static byte[] noise(Peer peer) {
    return peer.box.home.randomness.bytes(1_000);
  }

  private static byte[] put(byte[] stored, int at, int value) {
    stored[at] = (byte) value;
    return stored;
  }

  private static byte[] putInt(byte[] stored, int at, int value) {
    ByteBuffer.wrap(stored).putInt(at, value);
    return stored;
  }

  private static byte[] twoChildren(Peer peer, boolean swapped) {
    List<ObjectId> ids = List.of(id(1), id(2));
    byte[] node = peer.vault.node(ObjectKind.PATH_NODE, 0, ids);
    int first = ObjectHeader.FIXED_BYTES;
    int second = first + Bytes32.BYTES;
    byte[] one = Arrays.copyOfRange(node, first, second);
    byte[] two = Arrays.copyOfRange(node, second, second + Bytes32.BYTES);
    System.arraycopy(two, 0, node, first, Bytes32.BYTES);
    if (swapped) System.arraycopy(one, 0, node, second, Bytes32.BYTES);
    return node;
  }

  private static ObjectId id(long number) {
    return new ObjectId(new Bytes32(number, 0, 0, 0));
  }
}
