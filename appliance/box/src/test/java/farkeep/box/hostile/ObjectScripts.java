package farkeep.box.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.box.replication.TestVault;
import farkeep.link.carrier.LinkStream;
import farkeep.link.protocol.ToHome;
import farkeep.objects.Bytes32;
import farkeep.objects.Limits;
import farkeep.objects.ObjectHeader;
import farkeep.objects.ObjectId;
import farkeep.objects.ObjectKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// What a device with a good key sends as objects.
final class ObjectScripts {

  private ObjectScripts() {}

  static List<Script> all() {
    List<Script> all = new ArrayList<>(lengths());
    all.addAll(numbers());
    all.addAll(children());
    return all;
  }

  private static List<Script> lengths() {
    return List.of(
        ending("an object of no bytes", 1, 0, "1 to 8388608 B"),
        ending("an object one byte too long", 1, Limits.OBJECT_BYTES_MAX + 1, "of 8388609 B"),
        ending("an object of 4 GiB", 1, -1, "of 4294967295 B"),
        ending("an object with the number 0", 0, 100, "object number 0"),
        ending("an object with the number 2^63", Long.MIN_VALUE, 100, "number 9223372036854775808"),
        Script.of("half an object and the end, then the whole", peer -> again(peer, false)),
        Script.of("half an object and a reset, then the whole", peer -> again(peer, true)),
        Script.of(
            "half the words before an object",
            peer -> {
              LinkStream stream = peer.enter().putStream();
              stream.output().write(new byte[5]);
              stream.output().close();
              peer.mustEnd("the stream ended");
            }),
        Script.of("an object that trickles in", ObjectScripts::trickle),
        Script.of(
            "an object that stops in the middle",
            peer -> {
              LinkStream stream = peer.enter().begin(1, 1_000);
              stream.output().write(new byte[10]);
              peer.mustEnd("object 1 did not arrive within");
            }));
  }

  private static Script ending(String name, long number, int bytes, String reason) {
    return Script.of(
        name,
        peer -> {
          peer.enter().begin(number, bytes);
          peer.mustEnd(reason);
        });
  }

  private static void again(Peer peer, boolean reset) throws Exception {
    byte[] chunk = peer.vault.chunk(10_000);
    LinkStream half = peer.enter().begin(1, chunk.length);
    half.output().write(chunk, 0, 5_000);
    if (reset) half.reset();
    else half.output().close();
    peer.put(1, chunk);
    assertThat(peer.answer(peer.settle(1)).getStored().getNumber()).isEqualTo(1);
  }

  private static void trickle(Peer peer) throws Exception {
    LinkStream stream = peer.enter().begin(1, 1_000);
    peer.box.home.tasks.start(
        "trickle",
        () -> {
          try {
            for (int i = 0; i < 1_000; i++) {
              stream.output().write(i);
              peer.box.home.tasks.sleep(java.time.Duration.ofMillis(300));
            }
          } catch (IOException e) {
            // the box has had enough
          }
        });
    peer.mustEnd("object 1 did not arrive within");
  }

  private static ObjectId id(long number) {
    return new ObjectId(new Bytes32(number, 0, 0, 0));
  }

  private static List<Script> numbers() {
    return List.of(
        Script.of(
            "a number that never comes",
            peer -> {
              peer.enter().put(2, peer.vault.chunk(100));
              peer.mustEnd("object 1 did not arrive within");
            }),
        Script.of(
            "a number twice",
            peer -> {
              byte[] chunk = peer.vault.chunk(1_000);
              peer.enter().put(1, chunk);
              peer.answer(peer.settle(1));
              peer.put(1, peer.vault.chunk(2_000));
              peer.put(2, chunk);
              assertThat(peer.answer(peer.settle(2)).getStored().getNumber()).isEqualTo(2);
            }),
        Script.of(
            "a number again with another length",
            peer -> {
              peer.enter().begin(1, 1_000);
              peer.mustGoOn();
              peer.begin(1, 2_000);
              peer.mustEnd("object 1 came with");
            }),
        Script.of(
            "more bytes than may be unacknowledged",
            peer -> {
              byte[] chunk = peer.vault.chunk(4 << 20);
              peer.enter();
              try {
                for (int number = 2; number <= 6; number++) peer.put(number, chunk);
              } catch (IOException e) {
                // the box has ended the session
              }
              peer.mustEnd("at most 16777216 B together");
            }),
        Script.of("ten thousand small objects before the first", ObjectScripts::beforeTheFirst),
        Script.of(
            "the largest numbers",
            peer -> {
              peer.enter().put(Long.MAX_VALUE, peer.vault.chunk(100));
              peer.put(Long.MAX_VALUE - 1, peer.vault.chunk(100));
              peer.mustEnd("object 1 did not arrive within");
            }));
  }

  private static void beforeTheFirst(Peer peer) throws Exception {
    LinkStream stream = peer.enter().putStream();
    byte[] chunk = peer.vault.chunk(60);
    ByteBuffer all = ByteBuffer.allocate(10_000 * (Long.BYTES + Integer.BYTES + chunk.length));
    for (int number = 2; number < 10_002; number++) {
      all.putLong(number).putInt(chunk.length).put(chunk);
    }
    stream.output().write(all.array());
    peer.put(1, chunk);
    assertThat(peer.answer(peer.settle(10_001)).getStored().getNumber()).isEqualTo(10_001);
  }

  private static List<Script> children() {
    return List.of(
        Script.of("a parent without its children", peer -> missing(peer, id(1), id(2))),
        Script.of(
            "two parents that wait for each other",
            peer -> {
              byte[] one = peer.vault.node(ObjectKind.PATH_NODE, 1, List.of(id(5)));
              byte[] two = peer.vault.node(ObjectKind.PATH_NODE, 1, List.of(TestVault.id(one)));
              peer.enter().put(1, two);
              assertThat(missingOf(peer)).containsExactly(TestVault.id(one));
              peer.put(2, one);
              assertThat(missingOf(peer)).containsExactly(id(5));
              peer.put(3, two);
              assertThat(missingOf(peer)).containsExactly(TestVault.id(one));
              peer.mustGoOn();
            }),
        Script.of("as many missing children as there may be", ObjectScripts::manyMissing),
        Script.of(
            "the other family's object as a child",
            peer -> {
              byte[] theirs = peer.box.home.vault.chunk(10);
              missing(peer, TestVault.id(theirs));
            }),
        Script.of(
            "eight megabytes that would inflate to 256 GiB",
            peer -> {
              peer.enter().put(1, bomb(peer.vault.chunk(Limits.OBJECT_BYTES_MAX)));
              assertThat(peer.answer(peer.settle(1)).getStored().getNumber()).isEqualTo(1);
            }));
  }

  /// Writes a Zstandard frame into a chunk: blocks that each stand for 128 KiB of zeros (RFC 8878).
  private static byte[] bomb(byte[] chunk) {
    ByteBuffer payload = ByteBuffer.wrap(chunk).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    payload.position(ObjectHeader.FIXED_BYTES + ObjectHeader.TAG_BYTES);
    payload.putInt(0xfd2fb528).putShort((short) 0x5800);
    while (payload.remaining() >= Integer.BYTES) payload.putInt((128 << 10) << 3 | 2);
    return chunk;
  }

  private static void missing(Peer peer, ObjectId... children) throws Exception {
    peer.enter().put(1, peer.vault.node(ObjectKind.PATH_NODE, 0, List.of(children)));
    assertThat(missingOf(peer)).containsExactly(children);
    peer.mustGoOn();
  }

  private static List<ObjectId> missingOf(Peer peer) throws IOException {
    ToHome word = peer.hear().orElseThrow();
    while (!word.hasMissing()) word = peer.hear().orElseThrow();
    return word.getMissing().getChildrenList().stream()
        .map(id -> ObjectId.of(id.toByteArray()))
        .toList();
  }

  /// Each answer names a thousand; unread, they stop the sender and nobody else.
  private static void manyMissing(Peer peer) throws Exception {
    List<ObjectId> ids = new ArrayList<>();
    for (int i = 0; i < Limits.CHILDREN_MAX; i++) ids.add(id(i));
    peer.enter();
    for (int number = 1; number <= 4; number++) {
      peer.put(number, peer.vault.node(ObjectKind.PATH_NODE, 0, ids));
    }
    for (int number = 1; number <= 4; number++) assertThat(missingOf(peer)).hasSize(1_000);
    peer.mustGoOn();
  }
}
