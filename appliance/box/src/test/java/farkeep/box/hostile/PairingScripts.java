package farkeep.box.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.box.events.BoxEvent;
import farkeep.box.replication.TestVault;
import farkeep.link.carrier.Carrier;
import farkeep.link.carrier.Link;
import farkeep.link.carrier.ProtocolNotOfferedException;
import farkeep.link.pairing.HomeOffer;
import farkeep.link.pairing.PairingCode;
import farkeep.link.pairing.PairingFailedException;
import farkeep.link.pairing.PairingHome;
import farkeep.link.pairing.PairingSecret;
import farkeep.link.pairing.PairingWord;
import farkeep.link.simulated.AlteredLink;
import farkeep.objects.SigningKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// What somebody does while the pairing window is open, without the code and with it.
final class PairingScripts {
  private static final int HELLO = 0;
  private static final int ROUND_1 = 1;
  private static final int ROUND_2 = 2;
  private static final int CONFIRMATION = 3;
  private static final int FIRST_RECORD = 4;
  private static final int LENGTH_BYTES = 4;
  private static final int ALL = 3;

  private PairingScripts() {}

  static List<Script> all() {
    return List.of(
        script("a frame of 4 GiB", ALL, peer -> peer.rawLength(-1)),
        script("silence", ALL, peer -> peer.raw((byte) 0)),
        script("another version", ALL, peer -> peer.frame(new byte[33])),
        altered("a first round that is too short", ALL, ROUND_1, bytes -> frame(new byte[10])),
        altered("a first round of zeros", 2, ROUND_1, bytes -> filled(bytes, 0)),
        altered("a first round of ones", 2, ROUND_1, bytes -> filled(bytes, 1)),
        altered("a first round of the largest numbers", 2, ROUND_1, bytes -> filled(bytes, -1)),
        altered("a first round with a flipped bit", 2, ROUND_1, PairingScripts::flipped),
        altered("a second round of zeros", 2, ROUND_2, bytes -> filled(bytes, 0)),
        altered("a second round with a flipped bit", 2, ROUND_2, PairingScripts::flipped),
        altered("a second round that is too long", 2, ROUND_2, bytes -> frame(new byte[2_000])),
        altered("a confirmation of zeros", 2, CONFIRMATION, bytes -> filled(bytes, 0)),
        altered("a record with a flipped bit", 2, FIRST_RECORD, PairingScripts::flipped),
        altered("a record of 4 GiB", 2, FIRST_RECORD, _ -> new byte[] {-1, -1, -1, -1}),
        altered("another hello than was answered", 2, HELLO, PairingScripts::flipped),
        altered("a hello with a word that nobody has", ALL, HELLO, bytes -> word(bytes, 3)),
        altered("digits that say they are a secret", 2, HELLO, bytes -> word(bytes, 2)),
        offering(
            "a wrong secret",
            (peer, _) -> {
              PairingSecret wrong = PairingSecret.random(peer.box.home.randomness);
              pair(peer, peer.dial(Carrier.PAIRING), wrong, offer(peer.vault));
            }),
        offering("a wrong code", (peer, code) -> pair(peer, other(code), offer(peer.vault))),
        offering(
            "a log without its beginning", (peer, code) -> pair(peer, code, without(peer.vault))),
        offering(
            "a log of noise",
            (peer, code) -> pair(peer, code, offer(peer.vault, List.of(new byte[100])))),
        offering("no log", (peer, code) -> pair(peer, code, offer(peer.vault, List.of()))),
        offering(
            "the log of another vault",
            (peer, code) -> pair(peer, code, offer(peer.vault, peer.box.home.vault.logEntries()))),
        offering(
            "a device that is not in the log",
            (peer, code) ->
                pair(peer, code, new HomeOffer(peer.vault.id, peer.device.id(), stale(peer)))),
        offering(
            "a device without its key",
            (peer, code) ->
                pair(peer, code, new HomeOffer(peer.vault.id, peer.vault.owner.id(), stale(peer)))),
        offering(
            "a box that is not in the log",
            (peer, code) -> pair(peer, code, offer(new TestVault(peer.box.home.randomness)))),
        Script.alone("six wrong codes at once", PairingScripts::atOnce),
        Script.alone("the code a second time", PairingScripts::twice),
        Script.alone("more vaults than a box keeps", PairingScripts::ninth));
  }

  private interface Words {
    void say(Peer peer) throws Exception;
  }

  private interface Guess {
    void make(Peer peer, PairingCode code) throws Exception;
  }

  private static Script script(String name, int guessesLeft, Words words) {
    return failing(
        name,
        guessesLeft,
        (peer, _) -> {
          peer.meet(Carrier.PAIRING);
          words.say(peer);
          peer.box.await("the link is closed", () -> !peer.link().isOpen());
        });
  }

  private static Script altered(
      String name, int guessesLeft, int write, UnaryOperator<byte[]> alteration) {
    return failing(
        name,
        guessesLeft,
        (peer, code) -> {
          Link link =
              new AlteredLink(
                  peer.dial(Carrier.PAIRING),
                  (number, bytes) ->
                      Optional.of(number == write ? alteration.apply(bytes) : bytes));
          assertThatThrownBy(() -> pair(peer, link, code, offer(peer.vault)))
              .isInstanceOf(PairingFailedException.class);
        });
  }

  private static Script offering(String name, Guess guess) {
    return failing(
        name,
        2,
        (peer, code) ->
            assertThatThrownBy(() -> guess.make(peer, code))
                .isInstanceOf(PairingFailedException.class));
  }

  /// Opens the window, lets somebody try, and looks what the box says about it.
  private static Script failing(String name, int guessesLeft, Guess guess) {
    return Script.alone(
        name,
        peer -> {
          int before = failures(peer).size();
          guess.make(peer, peer.box.openPairing());
          peer.box.await("the box says so", () -> failures(peer).size() > before);
          assertThat(failures(peer).getLast().figures())
              .containsEntry("guessesLeft", String.valueOf(guessesLeft));
        });
  }

  private static List<BoxEvent> failures(Peer peer) {
    synchronized (peer.box.events) {
      return peer.box.events.stream().filter(it -> it.what().equals("pairing failed")).toList();
    }
  }

  private static void pair(Peer peer, PairingCode code, HomeOffer offer) throws Exception {
    pair(peer, peer.dial(Carrier.PAIRING), code, offer);
  }

  private static void pair(Peer peer, Link link, PairingWord word, HomeOffer offer)
      throws Exception {
    SigningKey key = peer.vault.writer;
    byte[] someEntry = peer.vault.logEntries().getFirst();
    new PairingHome(peer.box.home.tasks, peer.box.home.randomness, key)
        .run(link, word, offer, _ -> someEntry);
  }

  private static HomeOffer offer(TestVault vault) {
    return offer(vault, vault.logEntries());
  }

  private static HomeOffer offer(TestVault vault, List<byte[]> log) {
    return new HomeOffer(vault.id, vault.writer.id(), log);
  }

  private static HomeOffer without(TestVault vault) {
    List<byte[]> log = vault.logEntries();
    return offer(vault, log.subList(1, log.size()));
  }

  /// The log as it was before most of its devices came.
  private static List<byte[]> stale(Peer peer) {
    return peer.vault.logEntries().subList(0, 3);
  }

  private static PairingCode other(PairingCode code) {
    String shown = code.shown();
    return PairingCode.typed((shown.startsWith("1") ? "2" : "1") + shown.substring(1));
  }

  private static byte[] frame(byte[] body) {
    return ByteBuffer.allocate(LENGTH_BYTES + body.length).putInt(body.length).put(body).array();
  }

  private static byte[] filled(byte[] frame, int value) {
    Arrays.fill(frame, LENGTH_BYTES, frame.length, (byte) value);
    return frame;
  }

  private static byte[] word(byte[] hello, int word) {
    hello[LENGTH_BYTES] = (byte) word;
    return hello;
  }

  private static byte[] flipped(byte[] frame) {
    frame[frame.length - 5] ^= 4;
    return frame;
  }

  private static void atOnce(Peer peer) throws Exception {
    PairingCode wrong = other(peer.box.openPairing());
    int before = failures(peer).size();
    List<farkeep.objects.port.Tasks.Task> tasks = new java.util.ArrayList<>();
    for (int i = 0; i < 6; i++) {
      tasks.add(
          peer.box.home.tasks.start(
              "guess",
              () ->
                  assertThatThrownBy(() -> pair(peer, wrong, offer(peer.vault)))
                      .isInstanceOf(IOException.class)));
    }
    for (var task : tasks) task.join();
    peer.box.await("three were counted", () -> failures(peer).size() >= before + 3);
    assertThatThrownBy(() -> peer.dial(Carrier.PAIRING))
        .isInstanceOf(ProtocolNotOfferedException.class);
  }

  private static void twice(Peer peer) throws Exception {
    PairingCode code = peer.box.openPairing();
    peer.box.home.pair(peer.box.address(), code, peer.vault);
    assertThatThrownBy(() -> peer.dial(Carrier.PAIRING))
        .isInstanceOf(ProtocolNotOfferedException.class);
  }

  private static void ninth(Peer peer) throws Exception {
    int paired = 0;
    try {
      for (; paired < 8; paired++) {
        TestVault further = new TestVault(peer.box.home.randomness);
        peer.box.home.pair(peer.box.address(), peer.box.openPairing(), further);
      }
    } catch (PairingFailedException e) {
      assertThat(failures(peer).getLast().figures().get("reason"))
          .contains("keeps 8 vaults already");
    }
    assertThat(paired).isLessThan(7);
  }
}
