package farkeep.box.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.link.auth.Authenticator;
import farkeep.link.auth.Role;
import farkeep.link.carrier.Link;
import farkeep.link.carrier.Pin;
import farkeep.link.protocol.Frames;
import farkeep.link.simulated.AlteredLink;
import farkeep.objects.Bytes32;
import farkeep.objects.FieldWriter;
import farkeep.objects.SigningKey;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What somebody does in AUTH.
final class AuthScripts {
  private static final int HOME = 1;
  private static final int BOX = 2;
  private static final int HELLO_BYTES = 66;
  private static final Pin OTHER_PIN = new Pin(new Bytes32(1, 2, 3, 4));

  /// The order of the group of Ed25519 (RFC 8032, section 5.1).
  private static final BigInteger ORDER =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

  private AuthScripts() {}

  static List<Script> all() {
    return List.of(
        closing("a frame of 4 GiB", peer -> peer.rawLength(-1)),
        closing("a frame of 2 GiB", peer -> peer.rawLength(Integer.MAX_VALUE)),
        closing("a frame one byte too long", peer -> peer.frame(new byte[HELLO_BYTES + 1])),
        closing("an empty frame", peer -> peer.frame(new byte[0])),
        closing("a frame too short", peer -> peer.frame(new byte[HELLO_BYTES - 1])),
        closing("half a frame and silence", peer -> peer.raw((byte) 0, (byte) 0, (byte) 0)),
        closing(
            "half a frame and the end",
            peer -> {
              peer.rawLength(HELLO_BYTES);
              peer.control().output().close();
            }),
        closing("the end at once", peer -> peer.control().output().close()),
        Script.of("a byte at a time for longer than AUTH may last", AuthScripts::trickle),
        closing("another version", peer -> peer.frame(hello(2, HOME, peer.device))),
        closing("a box that comes to a box", peer -> peer.frame(hello(1, BOX, peer.device))),
        closing("a role that is none", peer -> peer.frame(hello(1, 3, peer.device))),
        Script.of("the box's own words, sent back", AuthScripts::mirror),
        Script.of("the box's own id", AuthScripts::boxesId),
        unwanted("a key that nobody knows", (peer, link) -> login(peer, link, peer.vault.key())),
        unwanted(
            "another's signature",
            (peer, link) ->
                login(
                    peer,
                    alter(link, 1, bytes -> Frame.of(peer.vault.key().sign(bytes))),
                    peer.device)),
        unwanted(
            "a signature with a flipped bit",
            (peer, link) -> login(peer, alter(link, 1, bytes -> flipped(bytes, 40)), peer.device)),
        unwanted(
            "a signature whose second half is one order too large",
            (peer, link) -> login(peer, alter(link, 1, AuthScripts::malleated), peer.device)),
        unwanted(
            "a signature of zeros",
            (peer, link) -> login(peer, alter(link, 1, _ -> Frame.of(new byte[64])), peer.device)),
        closing(
            "a signature one byte too long",
            peer -> {
              peer.frame(hello(1, HOME, peer.device));
              peer.frame(new byte[65]);
            }),
        Script.of("a login relayed from another listener", AuthScripts::relayed),
        Script.of("a login that was recorded", AuthScripts::replay),
        Script.of("keys that are no points or small ones", AuthScripts::oddKeys),
        Script.of("a verdict that is no verdict", AuthScripts::oddVerdict),
        Script.of("a megabyte after it was sent away", AuthScripts::babble));
  }

  private interface Words {
    void say(Peer peer) throws Exception;
  }

  private interface Login {
    void run(Peer peer, Link link) throws Exception;
  }

  private interface Alteration {
    byte[] of(byte[] frame);
  }

  /// A frame as it goes over the wire.
  private record Frame() {
    static byte[] of(byte[] body) {
      return ByteBuffer.allocate(Integer.BYTES + body.length).putInt(body.length).put(body).array();
    }
  }

  private static Script closing(String name, Words words) {
    return Script.of(
        name,
        peer -> {
          peer.meet();
          words.say(peer);
          peer.box.await("the link is closed", () -> !peer.link().isOpen());
        });
  }

  private static Script unwanted(String name, Login login) {
    return Script.of(
        name,
        peer ->
            assertThatThrownBy(() -> login.run(peer, peer.dial()))
                .hasMessageContaining("refused this home"));
  }

  private static void login(Peer peer, Link link, SigningKey key) throws Exception {
    new Authenticator(peer.box.home.tasks, peer.box.home.randomness, key, Role.HOME, _ -> true)
        .run(link);
  }

  private static Link alter(Link link, int frame, Alteration alteration) {
    return new AlteredLink(
        link, (write, bytes) -> Optional.of(write == frame ? alteration.of(bytes) : bytes));
  }

  private static byte[] flipped(byte[] frame, int at) {
    frame[at] ^= 1;
    return frame;
  }

  /// The other number that gives the same equation, which a strict check refuses.
  private static byte[] malleated(byte[] frame) {
    byte[] reversed = new byte[32];
    for (int i = 0; i < 32; i++) reversed[i] = frame[frame.length - 1 - i];
    byte[] larger = new BigInteger(1, reversed).add(ORDER).toByteArray();
    for (int i = 0; i < larger.length && i < 32; i++) {
      frame[frame.length - 32 + i] = larger[larger.length - 1 - i];
    }
    return frame;
  }

  private static byte[] hello(int version, int role, SigningKey key) {
    return new FieldWriter()
        .u8(version)
        .u8(role)
        .bytes32(key.id().value())
        .bytes(new byte[32])
        .done();
  }

  private static void trickle(Peer peer) throws Exception {
    peer.meet();
    peer.rawLength(HELLO_BYTES);
    peer.box.await(
        "the link is closed",
        () -> {
          try {
            peer.raw((byte) 1);
            peer.box.home.tasks.sleep(java.time.Duration.ofMillis(200));
          } catch (Exception e) {
            return true;
          }
          return !peer.link().isOpen();
        });
  }

  private static byte[] read(Peer peer) throws Exception {
    return Frames.readBytes(peer.control().input(), Frames.FRAME_BYTES_MAX).orElseThrow();
  }

  private static void mirror(Peer peer) throws Exception {
    peer.meet();
    peer.raw();
    peer.frame(hello(1, HOME, peer.device));
    byte[] theirs = read(peer);
    assertThat(theirs).hasSize(HELLO_BYTES);
    peer.meet();
    peer.frame(theirs);
    peer.box.await("the link is closed", () -> !peer.link().isOpen());
  }

  private static void boxesId(Peer peer) throws Exception {
    peer.meet();
    peer.frame(
        new FieldWriter().u8(1).u8(HOME).bytes32(peer.box.id().value()).bytes(new byte[32]).done());
    read(peer);
    peer.frame(read(peer));
    assertThat(read(peer)).containsExactly(0);
  }

  /// What a device signed for a listener in the middle, which passes it on.
  private static void relayed(Peer peer) throws Exception {
    byte[] mine = hello(1, HOME, peer.device);
    peer.meet();
    peer.frame(mine);
    byte[] theirs = read(peer);
    byte[] signed =
        new FieldWriter()
            .block("farkeep/auth".getBytes(StandardCharsets.US_ASCII))
            .block(new byte[] {HOME})
            .block(OTHER_PIN.value().bytes())
            .block(Arrays.copyOfRange(mine, 2, 34))
            .block(Arrays.copyOfRange(theirs, 2, 34))
            .block(Arrays.copyOfRange(mine, 34, HELLO_BYTES))
            .block(Arrays.copyOfRange(theirs, 34, HELLO_BYTES))
            .block(peer.link().protocol().getBytes(StandardCharsets.US_ASCII))
            .done();
    peer.frame(peer.device.sign(signed));
    assertThat(read(peer)).hasSize(SigningKey.SIGNATURE_BYTES);
    assertThat(read(peer)).containsExactly(0);
  }

  private static void replay(Peer peer) throws Exception {
    List<byte[]> said = new ArrayList<>();
    Link recording =
        new AlteredLink(
            peer.dial(),
            (_, bytes) -> {
              said.add(bytes.clone());
              return Optional.of(bytes);
            });
    login(peer, recording, peer.device);
    recording.close();
    peer.meet();
    for (byte[] frame : said) peer.raw(frame);
    read(peer);
    read(peer);
    assertThat(read(peer)).containsExactly(0);
  }

  private static void oddKeys(Peer peer) throws Exception {
    byte[] one = new byte[32];
    one[0] = 1;
    byte[] all = new byte[32];
    Arrays.fill(all, (byte) 0xff);
    for (byte[] key : List.of(new byte[32], one, all)) {
      peer.meet();
      peer.frame(new FieldWriter().u8(1).u8(HOME).bytes(key).bytes(new byte[32]).done());
      read(peer);
      read(peer);
      byte[] signature = new byte[64];
      signature[0] = 1;
      peer.frame(signature);
      assertThat(read(peer)).containsExactly(0);
      peer.link().close();
    }
  }

  private static void oddVerdict(Peer peer) throws Exception {
    Link link = alter(peer.dial(), 2, _ -> Frame.of(new byte[] {7}));
    login(peer, link, peer.device);
    peer.box.await("the link is closed", () -> !link.isOpen());
  }

  private static void babble(Peer peer) throws Exception {
    peer.meet();
    peer.frame(hello(1, HOME, peer.device));
    peer.frame(new byte[64]);
    peer.box.await(
        "the link is closed",
        () -> {
          try {
            peer.raw(new byte[64 << 10]);
          } catch (Exception e) {
            return true;
          }
          return !peer.link().isOpen();
        });
  }
}
