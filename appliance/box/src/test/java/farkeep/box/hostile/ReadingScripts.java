package farkeep.box.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import farkeep.box.replication.TestVault;
import farkeep.link.carrier.Link;
import farkeep.link.carrier.LinkStream;
import farkeep.link.protocol.AnswerReader;
import farkeep.link.protocol.Frames;
import farkeep.link.protocol.GetStream;
import farkeep.link.protocol.NodesStream;
import farkeep.link.protocol.ObjectAnswer;
import farkeep.link.protocol.Opening;
import farkeep.link.protocol.StreamOpening;
import farkeep.link.protocol.WireIds;
import farkeep.objects.Bytes32;
import farkeep.objects.Limits;
import farkeep.objects.ObjectId;
import farkeep.objects.ObjectKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// What a device with a good key opens streams for.
final class ReadingScripts {
  private static final int TINY_STREAMS = 20_000;
  private static final int STREAMS_MAX = 16;
  private static final ObjectId NOBODY = new ObjectId(new Bytes32(9, 9, 9, 9));

  private ReadingScripts() {}

  static List<Script> all() {
    List<Script> all = new ArrayList<>(openings());
    all.addAll(reading());
    all.addAll(streams());
    return all;
  }

  private static List<Script> openings() {
    return List.of(
        ending(
            "a stream that begins with noise",
            "not the message it should be",
            stream -> Frames.writeBytes(stream.output(), new byte[] {-1, -1, -1, -1})),
        ending(
            "a stream that begins with 4 GiB",
            "a frame of 4294967295 B",
            stream -> stream.output().write(new byte[] {-1, -1, -1, -1})),
        ending(
            "a stream for nothing",
            "PUT, GET, NODES or UPDATE",
            stream -> Frames.writeBytes(stream.output(), new byte[0])),
        ending(
            "a stream that ends before it begins",
            "ended before its first frame",
            stream -> stream.output().close()),
        ending(
            "GET of one id too many",
            "GET: 1001 ids; at most 1000",
            stream -> get(stream, Collections.nCopies(1_001, bytes(32)))),
        ending(
            "GET of an id of 31 bytes", "GET has 31 B", stream -> get(stream, List.of(bytes(31)))),
        ending(
            "NODES of a root of no bytes",
            "NODES root has 0 B",
            stream -> nodes(stream, bytes(0), List.of())),
        ending(
            "NODES with 17 known roots",
            "NODES known: 17 ids; at most 16",
            stream -> nodes(stream, bytes(32), Collections.nCopies(17, bytes(32)))));
  }

  private interface Words {
    void say(LinkStream stream) throws IOException;
  }

  private static Script ending(String name, String reason, Words words) {
    return Script.of(
        name,
        peer -> {
          words.say(peer.enter().link().open());
          peer.mustEnd(reason);
        });
  }

  private static ByteString bytes(int count) {
    return ByteString.copyFrom(new byte[count]);
  }

  private static void get(LinkStream stream, List<ByteString> ids) throws IOException {
    GetStream.Builder get = GetStream.newBuilder().addAllIds(ids);
    Frames.write(stream.output(), StreamOpening.newBuilder().setGet(get).build());
  }

  private static void nodes(LinkStream stream, ByteString root, List<ByteString> known)
      throws IOException {
    NodesStream.Builder nodes = NodesStream.newBuilder().setRoot(root).addAllKnown(known);
    Frames.write(stream.output(), StreamOpening.newBuilder().setNodes(nodes).build());
  }

  private static List<Script> reading() {
    return List.of(
        Script.of(
            "GET of nothing",
            peer -> {
              var reader = new AnswerReader(peer.enter().link().open(), new Opening.Get(List.of()));
              assertThat(reader.next()).isEmpty();
            }),
        Script.of(
            "GET of what is not there, a thousand times",
            peer -> {
              List<ObjectId> ids = Collections.nCopies(1_000, NOBODY);
              var reader = new AnswerReader(peer.enter().link().open(), new Opening.Get(ids));
              assertThat(answers(reader))
                  .hasSize(1_000)
                  .hasOnlyElementsOfType(ObjectAnswer.Absent.class);
            }),
        Script.of("GET of the other family's head", ReadingScripts::theirs),
        Script.of("GET of 8 GB that are not read", ReadingScripts::unread),
        Script.of(
            "NODES of what is not there",
            peer -> {
              var nodes = new Opening.Nodes(NOBODY, List.of(NOBODY));
              var reader = new AnswerReader(peer.enter().link().open(), nodes);
              assertThat(answers(reader)).hasOnlyElementsOfType(ObjectAnswer.Absent.class);
            }),
        Script.of(
            "NODES of a chunk",
            peer -> {
              byte[] chunk = peer.vault.chunk(1_000);
              peer.enter().put(1, chunk);
              peer.answer(peer.settle(1));
              var nodes = new Opening.Nodes(TestVault.id(chunk), List.of(TestVault.id(chunk)));
              assertThat(answers(new AnswerReader(peer.link().open(), nodes))).hasSizeLessThan(2);
            }),
        Script.of("NODES of a tree with 2^60 ways and 120 nodes", peer -> ways(peer, false)),
        Script.of("NODES of a tree whose levels go upwards", peer -> ways(peer, true)));
  }

  private static List<ObjectAnswer> answers(AnswerReader reader) throws IOException {
    List<ObjectAnswer> all = new ArrayList<>();
    for (Optional<ObjectAnswer> next = reader.next(); next.isPresent(); next = reader.next()) {
      all.add(next.get());
      assertThat(all).hasSizeLessThan(10_000);
    }
    return all;
  }

  private static void theirs(Peer peer) throws Exception {
    byte[] chunk = peer.box.home.vault.chunk(1_000);
    var honest = peer.box.home.connect(peer.box.address(), peer.box.home.vault.owner);
    honest.open(peer.box.home.vault.id);
    honest.settle(honest.put(chunk));
    honest.link.close();
    var get = new Opening.Get(List.of(TestVault.id(chunk)));
    assertThat(answers(new AnswerReader(peer.enter().link().open(), get)))
        .hasOnlyElementsOfType(ObjectAnswer.Absent.class);
  }

  /// On every stream there may be, and not one byte of the answers is taken.
  private static void unread(Peer peer) throws Exception {
    byte[] chunk = peer.vault.chunk(Limits.OBJECT_BYTES_MAX);
    peer.enter().put(1, chunk);
    peer.answer(peer.settle(1));
    List<ObjectId> ids = Collections.nCopies(1_000, TestVault.id(chunk));
    List<LinkStream> streams = new ArrayList<>();
    for (int i = 0; i < STREAMS_MAX; i++) {
      LinkStream stream = peer.link().open();
      new Opening.Get(ids).write(stream);
      streams.add(stream);
    }
    peer.mustGoOn();
    // One is served after the other: the second begins when the first was given up.
    peer.box.await(
        "the next is served", () -> streams.stream().filter(ReadingScripts::holds).count() > 1);
    peer.mustGoOn();
  }

  private static boolean holds(LinkStream stream) {
    try {
      return stream.input().available() > 0;
    } catch (IOException e) {
      return false;
    }
  }

  /// Each of two nodes on a level has both of the level below as its children.
  private static void ways(Peer peer, boolean upwards) throws Exception {
    peer.enter();
    List<ObjectId> below = List.of();
    long number = 0;
    for (int height = 0; height < 60; height++) {
      int level = upwards ? 60 - height : height;
      byte[] one = peer.vault.node(ObjectKind.PATH_NODE, level, below);
      byte[] other = peer.vault.node(ObjectKind.PATH_NODE, level, below);
      peer.put(++number, one);
      peer.put(++number, other);
      below = List.of(TestVault.id(one), TestVault.id(other));
    }
    byte[] root = peer.vault.node(ObjectKind.PATH_NODE, upwards ? 0 : 60, below);
    peer.put(++number, root);
    peer.answer(peer.settle(number));
    var nodes = new Opening.Nodes(TestVault.id(root), List.of());
    List<ObjectAnswer> all = answers(new AnswerReader(peer.link().open(), nodes));
    assertThat(all).doesNotHaveDuplicates();
    assertThat(all.size()).isLessThanOrEqualTo((int) number);
  }

  private static List<Script> streams() {
    return List.of(
        Script.of(
            "as many streams as there may be, without a word",
            peer -> {
              List<LinkStream> streams = new ArrayList<>();
              peer.enter();
              for (int i = 0; i < STREAMS_MAX; i++) {
                LinkStream stream = peer.link().open();
                stream.output().write(0);
                streams.add(stream);
              }
              for (LinkStream stream : streams) Peer.mustBreak(stream);
              peer.mustGoOn();
            }),
        Script.of("twenty thousand streams with nothing to send", ReadingScripts::tiny),
        Script.of("streams that are reset as soon as they are open", ReadingScripts::resets),
        Script.of(
            "streams before OPEN",
            peer -> {
              peer.greet();
              new Opening.Get(List.of(NOBODY)).write(peer.link().open());
              peer.answer(peer.open(peer.vault.id));
              peer.mustGoOn();
            }));
  }

  private static void tiny(Peer peer) throws Exception {
    Link link = peer.enter().link();
    byte[] put =
        StreamOpening.newBuilder()
            .setPut(farkeep.link.protocol.PutStream.getDefaultInstance())
            .build()
            .toByteArray();
    for (int i = 0; i < TINY_STREAMS; i++) {
      LinkStream stream = link.open();
      Frames.writeBytes(stream.output(), put);
      stream.close();
    }
    peer.mustGoOn();
  }

  private static void resets(Peer peer) throws Exception {
    Link link = peer.enter().link();
    try {
      for (int i = 0; i < TINY_STREAMS; i++) {
        LinkStream stream = link.open();
        stream.output().write(WireIds.of(NOBODY.value()).toByteArray());
        stream.reset();
      }
    } catch (IOException e) {
      // the link is given up after so many
    }
    peer.box.await("the link is given up", () -> !link.isOpen());
  }
}
