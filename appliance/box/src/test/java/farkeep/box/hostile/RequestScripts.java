package farkeep.box.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import farkeep.link.protocol.Failure.Code;
import farkeep.link.protocol.Frames;
import farkeep.link.protocol.Hello;
import farkeep.link.protocol.HomeControl;
import farkeep.link.protocol.Lacks;
import farkeep.link.protocol.OpenVault;
import farkeep.link.protocol.ToBox;
import farkeep.link.protocol.ToHome;
import farkeep.objects.Bytes32;
import farkeep.objects.ObjectId;
import farkeep.objects.VaultId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// What a device with a good key says on its control stream.
final class RequestScripts {
  private static final int LACKS_IDS_MAX = 1_800;

  private RequestScripts() {}

  static List<Script> all() {
    List<Script> all = new ArrayList<>(greetings());
    all.addAll(frames());
    all.addAll(requests());
    return all;
  }

  private static List<Script> greetings() {
    return List.of(
        Script.of("silence after AUTH, and the end", peer -> peer.login().control().close()),
        Script.of(
            "OPEN before HELLO",
            peer -> {
              peer.login().open(peer.vault.id);
              peer.mustEnd("did not begin with HELLO");
            }),
        Script.of(
            "65 features",
            peer -> {
              peer.login().frame(hello(1, 1, Collections.nCopies(65, "x"), "p"));
              peer.mustEnd("HELLO names 65 features; at most 64");
            }),
        Script.of("a version of the past", peer -> version(peer, 0, 0)),
        Script.of("a version of the future", peer -> version(peer, -1, 7)),
        Script.of(
            "a program's name of control characters, 60 KB long",
            peer -> {
              peer.login().frame(hello(1, 1, List.of(), "\u001b[2J\n".repeat(12_000)));
              assertThat(peer.hear().orElseThrow().hasHello()).isTrue();
              peer.answer(peer.open(peer.vault.id));
            }),
        Script.of(
            "HELLO twice",
            peer -> {
              peer.enter();
              long again =
                  peer.ask(ToBox.newBuilder().setHello(hello(1, 1, List.of(), "").getHello()));
              peer.mustFail(again, Code.BAD_REQUEST, "HELLO comes first and once");
            }));
  }

  private static void version(Peer peer, int newest, int oldest) throws Exception {
    peer.login().frame(hello(newest, oldest, List.of(), "p"));
    ToHome word = peer.hear().orElseThrow();
    assertThat(word.getFailure().getCode()).isEqualTo(Code.VERSION);
    peer.mustClose();
  }

  private static ToBox hello(int newest, int oldest, List<String> features, String program) {
    Hello.Builder hello = Hello.newBuilder().setVersion(newest).setVersionMin(oldest);
    return ToBox.newBuilder().setHello(hello.addAllFeatures(features).setProgram(program)).build();
  }

  private static List<Script> frames() {
    return List.of(
        Script.of(
            "a frame of 4 GiB",
            peer -> {
              peer.enter().rawLength(-1);
              peer.mustEnd("a frame of 4294967295 B; at most 65536");
            }),
        Script.of(
            "a frame one byte too long",
            peer -> {
              peer.enter().rawLength(Frames.FRAME_BYTES_MAX + 1);
              peer.mustEnd("a frame of 65537 B; at most 65536");
            }),
        Script.of(
            "a frame that is no message",
            peer -> {
              byte[] noise = new byte[500];
              java.util.Arrays.fill(noise, (byte) 0xff);
              peer.enter().frame(noise);
              peer.mustEnd("not the message it should be");
            }),
        Script.of(
            "half a frame and the end",
            peer -> {
              peer.enter().rawLength(100);
              peer.raw((byte) 1);
              peer.control().output().close();
              peer.mustEnd("the stream ended");
            }),
        Script.of(
            "groups within groups within groups",
            peer -> {
              byte[] deep = new byte[60_000];
              java.util.Arrays.fill(deep, (byte) 0x7b);
              peer.enter().frame(deep);
              peer.mustEnd("not the message it should be");
            }),
        Script.of(
            "an empty message",
            peer -> {
              peer.enter().frame(new byte[0]);
              peer.mustEnd("they count up from 1");
            }),
        Script.of(
            "a request that nobody knows",
            peer -> {
              peer.enter();
              long unknown = peer.ask(ToBox.newBuilder());
              peer.mustFail(unknown, Code.BAD_REQUEST, "does not know the request");
              peer.mustGoOn();
            }),
        Script.of(
            "an answer under a request's number again",
            peer -> {
              peer.enter();
              peer.lacks(List.of());
              peer.frame(
                  ToBox.newBuilder().setRequest(1).setLacks(Lacks.getDefaultInstance()).build());
              peer.mustEnd("request 1 came after request 2");
            }),
        Script.of(
            "more requests than may be open",
            peer -> {
              peer.enter();
              for (int i = 0; i <= HomeControl.REQUESTS_MAX; i++) peer.settle(Long.MAX_VALUE);
              peer.mustEnd("more than 64 requests are open");
            }));
  }

  private static List<Script> requests() {
    return List.of(
        Script.of(
            "LACKS before OPEN",
            peer -> {
              peer.greet();
              peer.mustFail(peer.lacks(List.of()), Code.NOT_OPEN, "OPEN comes first");
            }),
        Script.of(
            "OPEN of an id of 31 bytes",
            peer -> {
              OpenVault.Builder open =
                  OpenVault.newBuilder().setVault(ByteString.copyFrom(new byte[31]));
              peer.greet().ask(ToBox.newBuilder().setOpen(open));
              peer.mustEnd("OPEN vault has 31 B; 32 are needed");
            }),
        Script.of("OPEN of the other family's vault", peer -> closed(peer, peer.box.home.vault.id)),
        Script.of("OPEN of no vault", peer -> closed(peer, new VaultId(new Bytes32(1, 2, 3, 4)))),
        Script.of(
            "OPEN as recovery without its key",
            peer -> {
              peer.greet();
              long open = peer.ask(ToBox.newBuilder().setOpen(OpenVault.getDefaultInstance()));
              peer.mustFail(open, Code.NO_SUCH_VAULT, "does not keep that vault");
            }),
        Script.of(
            "OPEN twice",
            peer -> {
              peer.enter();
              peer.mustFail(
                  peer.open(peer.vault.id), Code.BAD_REQUEST, "open in this session already");
              peer.mustGoOn();
            }),
        Script.of(
            "LACKS of one id too many",
            peer -> {
              peer.enter().lacks(ids(LACKS_IDS_MAX + 1));
              peer.mustEnd("LACKS: 1801 ids; at most 1800");
            }),
        Script.of(
            "LACKS of an id of 33 bytes",
            peer -> {
              Lacks.Builder lacks = Lacks.newBuilder().addIds(ByteString.copyFrom(new byte[33]));
              peer.enter().ask(ToBox.newBuilder().setLacks(lacks));
              peer.mustEnd("LACKS has 33 B; 32 are needed");
            }),
        Script.of("questions whose answers are not read", RequestScripts::deaf),
        Script.of(
            "SETTLE of a number that never comes",
            peer -> {
              peer.enter().settle(Long.MAX_VALUE);
              peer.mustGoOn();
            }),
        Script.of(
            "SETTLE of 2^64-1",
            peer -> {
              long settle = peer.enter().settle(-1);
              assertThat(peer.answer(settle).getStored().getNumber()).isZero();
            }));
  }

  private static List<ObjectId> ids(int count) {
    List<ObjectId> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) ids.add(new ObjectId(new Bytes32(i, 0, 0, 0)));
    return ids;
  }

  private static void closed(Peer peer, VaultId vault) throws Exception {
    peer.greet();
    peer.mustFail(peer.open(vault), Code.NO_SUCH_VAULT, "pair with it first");
  }

  /// Asks until the box waits with answers, and then some. The box lets go of it.
  private static void deaf(Peer peer) throws Exception {
    peer.enter();
    List<ObjectId> ids = ids(LACKS_IDS_MAX);
    try {
      for (int i = 0; i < HomeControl.REQUESTS_MAX; i++) peer.lacks(ids);
    } catch (IOException e) {
      // it has let go already
    }
    peer.box.await("the link is closed", () -> !peer.link().isOpen());
  }
}
