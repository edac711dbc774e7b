package farkeep.link.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.link.carrier.Carrier;
import farkeep.link.carrier.Link;
import farkeep.link.carrier.Pin;
import farkeep.link.simulated.SeenFromElsewhere;
import farkeep.link.simulated.SimulatedPair;
import farkeep.objects.Bytes32;
import farkeep.objects.PeerId;
import farkeep.objects.SigningKey;
import farkeep.objects.VaultId;
import farkeep.objects.log.BoxRecord;
import farkeep.objects.log.Opaque;
import farkeep.objects.port.Tasks;
import farkeep.testkit.tasks.SimulatedTasks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A box with its pairing window and a home, in one simulation.
final class PairingScene implements PairingBox.Host {
  static final SigningKey DEVICE = SigningKey.ofSeed(filled(1));
  static final SigningKey BOX = SigningKey.ofSeed(filled(2));
  static final Pin OTHER_PIN = new Pin(Bytes32.of(filled(9)));
  private static final VaultId VAULT = new VaultId(Bytes32.of(filled(5)));
  private static final byte[] BOX_ENTRY = "the BOX entry".getBytes();

  final SimulatedTasks tasks;
  final SimulatedPair pair;
  final CountingLedger ledger = new CountingLedger();
  final PairingWindow window;
  final List<byte[]> kept = new ArrayList<>();
  SigningKey countersigner = BOX;
  boolean diskFails;

  private PairingScene(SimulatedTasks tasks) throws IOException {
    this.tasks = tasks;
    this.pair = new SimulatedPair(tasks);
    this.window = new PairingWindow(tasks, tasks, tasks.randomness(), ledger);
  }

  @Override
  public BoxOffer introduce(VaultId vault, PeerId device) {
    var record =
        new BoxRecord(BOX.id(), 0, pair.pin().value(), Optional.empty(), List.of("box:7411"));
    return new BoxOffer(record, Opaque.of(record.sign(vault, countersigner)), "attic");
  }

  @Override
  public void keep(HomeOffer home, byte[] boxEntry) throws IOException {
    if (diskFails) throw new IOException("the disk is full");
    kept.addAll(home.log());
    kept.add(boxEntry);
  }

  HomeOffer box(Link link) throws Exception {
    return new PairingBox(tasks, tasks.randomness(), BOX).run(link, window, this);
  }

  private final HomeOffer offer =
      new HomeOffer(VAULT, DEVICE.id(), List.of("one".getBytes(), "two".getBytes()));

  BoxOffer home(Link link, PairingWord word) throws Exception {
    return new PairingHome(tasks, tasks.randomness(), DEVICE)
        .run(link, word, offer, _ -> BOX_ENTRY);
  }

  BoxOffer home(Link link, PairingText text) throws Exception {
    return new PairingHome(tasks, tasks.randomness(), DEVICE)
        .run(link, text, offer, _ -> BOX_ENTRY);
  }

  PairingText text() {
    return PairingText.of(BOX.id(), pair.pin(), List.of("box:7411"), window.secret());
  }

  PairingCode wrongCode() {
    PairingCode wrong = PairingCode.random(tasks.randomness());
    return wrong.shown().equals(window.code().shown()) ? wrongCode() : wrong;
  }

  /// A run of both sides that fails at both.
  void failing(PairingWord code, boolean inTheMiddle) throws Exception {
    Tasks.Task there =
        tasks.start("box", () -> failsWith(PairingBox.FAILED, () -> box(pair.listener().accept())));
    Link link = pair.dial(Carrier.PAIRING);
    Link seen = inTheMiddle ? new SeenFromElsewhere(link, OTHER_PIN) : link;
    failsWith(PairingHome.FAILED, () -> home(seen, code));
    there.join();
    assertThat(link.isOpen()).isFalse();
    assertThat(kept).isEmpty();
  }

  /// The same with a text.
  void failing(PairingText text) throws Exception {
    Tasks.Task there =
        tasks.start("box", () -> failsWith(PairingBox.FAILED, () -> box(pair.listener().accept())));
    failsWith(PairingHome.FAILED, () -> home(pair.dial(Carrier.PAIRING), text));
    there.join();
    assertThat(kept).isEmpty();
  }

  /// What may fail, or not.
  interface Failing {
    void run() throws Exception;
  }

  static void failsWith(String words, Failing failing) {
    assertThatThrownBy(failing::run).isInstanceOf(PairingFailedException.class).hasMessage(words);
  }

  /// A test in a scene.
  @FunctionalInterface
  interface Act {
    void run(PairingScene scene) throws Exception;
  }

  static void play(long seed, Act act) {
    SimulatedTasks tasks = new SimulatedTasks(seed);
    tasks.run(() -> act.run(new PairingScene(tasks)));
  }

  void assertPaired(BoxOffer box, HomeOffer home) {
    assertThat(box.record().box()).isEqualTo(BOX.id());
    assertThat(box.name()).isEqualTo("attic");
    assertThat(home.vault()).isEqualTo(VAULT);
    assertThat(home.device()).isEqualTo(DEVICE.id());
    assertThat(kept.stream().map(String::new)).containsExactly("one", "two", "the BOX entry");
    assertThat(window.isOpen()).isFalse();
    assertThat(ledger.taken).isEqualTo(1);
  }

  private static byte[] filled(int value) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }
}
