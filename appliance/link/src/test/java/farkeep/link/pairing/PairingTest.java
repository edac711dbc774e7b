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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PairingTest {
  private static final SigningKey DEVICE = SigningKey.ofSeed(filled(1));
  private static final SigningKey BOX = SigningKey.ofSeed(filled(2));
  private static final VaultId VAULT = new VaultId(Bytes32.of(filled(5)));
  private static final Pin OTHER_PIN = new Pin(Bytes32.of(filled(9)));
  private static final byte[] BOX_ENTRY = "the BOX entry".getBytes();

  private static byte[] filled(int value) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  /// One box with its window, in one simulation.
  private static final class Scene implements PairingBox.Host {
    final SimulatedTasks tasks;
    final SimulatedPair pair;
    final CountingLedger ledger = new CountingLedger();
    final PairingWindow window;
    final List<byte[]> kept = new ArrayList<>();
    SigningKey countersigner = BOX;
    boolean diskFails;

    Scene(SimulatedTasks tasks) throws IOException {
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

    BoxOffer home(Link link, PairingCode code) throws Exception {
      var offer = new HomeOffer(VAULT, DEVICE.id(), List.of("one".getBytes(), "two".getBytes()));
      return new PairingHome(tasks, tasks.randomness(), DEVICE)
          .run(link, code, offer, _ -> BOX_ENTRY);
    }

    PairingCode wrongCode() {
      PairingCode wrong = PairingCode.random(tasks.randomness());
      return wrong.shown().equals(window.code().shown()) ? wrongCode() : wrong;
    }

    /// A run of both sides that fails at both.
    void failing(PairingCode code, boolean inTheMiddle) throws Exception {
      Tasks.Task there =
          tasks.start(
              "box", () -> failsWith(PairingBox.FAILED, () -> box(pair.listener().accept())));
      Link link = pair.dial(Carrier.PAIRING);
      Link seen = inTheMiddle ? new SeenFromElsewhere(link, OTHER_PIN) : link;
      failsWith(PairingHome.FAILED, () -> home(seen, code));
      there.join();
      assertThat(link.isOpen()).isFalse();
      assertThat(kept).isEmpty();
    }
  }

  private interface Failing {
    void run() throws Exception;
  }

  private static void failsWith(String words, Failing failing) {
    assertThatThrownBy(failing::run).isInstanceOf(PairingFailedException.class).hasMessage(words);
  }

  @FunctionalInterface
  private interface Act {
    void run(Scene scene) throws Exception;
  }

  private static void play(long seed, Act act) {
    SimulatedTasks tasks = new SimulatedTasks(seed);
    tasks.run(() -> act.run(new Scene(tasks)));
  }

  private static void assertPaired(Scene scene, BoxOffer box, HomeOffer home) {
    assertThat(box.record().box()).isEqualTo(BOX.id());
    assertThat(box.name()).isEqualTo("attic");
    assertThat(home.vault()).isEqualTo(VAULT);
    assertThat(home.device()).isEqualTo(DEVICE.id());
    assertThat(scene.kept.stream().map(String::new)).containsExactly("one", "two", "the BOX entry");
    assertThat(scene.window.isOpen()).isFalse();
    assertThat(scene.ledger.taken).isEqualTo(1);
  }

  @Test
  void with_the_code_they_come_to_know_each_other_when_the_home_dials() {
    for (long seed = 0; seed < 10; seed++) {
      play(
          seed,
          scene -> {
            HomeOffer[] home = {null};
            Tasks.Task there =
                scene.tasks.start("box", () -> home[0] = scene.box(scene.pair.listener().accept()));
            BoxOffer box = scene.home(scene.pair.dial(Carrier.PAIRING), scene.window.code());
            there.join();
            assertPaired(scene, box, home[0]);
          });
    }
  }

  @Test
  void with_the_code_they_come_to_know_each_other_when_the_box_dials() {
    play(
        1,
        scene -> {
          BoxOffer[] box = {null};
          Tasks.Task there =
              scene.tasks.start(
                  "home",
                  () -> box[0] = scene.home(scene.pair.listener().accept(), scene.window.code()));
          HomeOffer home = scene.box(scene.pair.dial(Carrier.PAIRING));
          there.join();
          assertPaired(scene, box[0], home);
        });
  }

  @Test
  void three_wrong_codes_burn_the_window_and_then_the_right_one_is_worth_nothing() {
    play(
        1,
        scene -> {
          for (int guess = 1; guess <= GuessLedger.GUESSES_MAX; guess++) {
            assertThat(scene.window.isOpen()).isTrue();
            scene.failing(scene.wrongCode(), false);
            assertThat(scene.ledger.taken).isEqualTo(guess);
          }
          assertThat(scene.window.isOpen()).isFalse();
          scene.failing(scene.window.code(), false);
          assertThat(scene.ledger.taken).isEqualTo(GuessLedger.GUESSES_MAX);
        });
  }

  @Test
  void guesses_made_at_the_same_time_are_all_counted() {
    play(
        1,
        scene -> {
          List<Tasks.Task> all = new ArrayList<>();
          for (int i = 0; i < 6; i++) {
            all.add(
                scene.tasks.start(
                    "box", () -> attempt(() -> scene.box(scene.pair.listener().accept()))));
            PairingCode wrong = scene.wrongCode();
            all.add(
                scene.tasks.start(
                    "home",
                    () -> attempt(() -> scene.home(scene.pair.dial(Carrier.PAIRING), wrong))));
          }
          for (Tasks.Task task : all) task.join();
          assertThat(scene.ledger.taken).isEqualTo(GuessLedger.GUESSES_MAX);
          assertThat(scene.window.isOpen()).isFalse();
        });
  }

  private static void attempt(Failing failing) {
    assertThatThrownBy(failing::run).isInstanceOf(PairingFailedException.class);
  }

  @Test
  void somebody_in_the_middle_ends_with_nothing_and_burns_a_guess() {
    play(
        1,
        scene -> {
          scene.failing(scene.window.code(), true);
          assertThat(scene.ledger.taken).isEqualTo(1);
        });
  }

  @Test
  void after_ten_minutes_the_code_is_worth_nothing() {
    play(
        1,
        scene -> {
          scene.tasks.sleep(PairingWindow.OPEN_MAX);
          assertThat(scene.window.isOpen()).isFalse();
          assertThat(scene.window.remaining()).isZero();
          scene.failing(scene.window.code(), false);
          assertThat(scene.ledger.taken).isZero();
        });
  }

  @Test
  void a_guess_that_can_not_be_counted_is_not_answered() {
    play(
        1,
        scene -> {
          scene.ledger.fails = true;
          scene.failing(scene.window.code(), false);
          assertThat(scene.ledger.left()).isEqualTo(GuessLedger.GUESSES_MAX - 1);
        });
  }

  @Test
  void a_box_that_can_not_keep_the_log_has_not_paired() {
    play(
        1,
        scene -> {
          scene.diskFails = true;
          scene.failing(scene.window.code(), false);
        });
  }

  @Test
  void a_record_that_another_box_signed_is_not_taken() {
    play(
        1,
        scene -> {
          scene.countersigner = DEVICE;
          scene.failing(scene.window.code(), false);
        });
  }

  @Test
  void who_says_nothing_is_sent_away_and_burns_no_guess() {
    play(
        1,
        scene -> {
          Tasks.Task there =
              scene.tasks.start(
                  "box", () -> attempt(() -> scene.box(scene.pair.listener().accept())));
          Link link = scene.pair.dial(Carrier.PAIRING);
          Duration before = scene.tasks.running();
          link.open().output().write(1);
          there.join();
          assertThat(scene.tasks.running().minus(before))
              .isLessThanOrEqualTo(PairingConversation.PAIRING_MAX);
          assertThat(scene.ledger.taken).isZero();
        });
  }

  @Test
  void codes_are_read_as_people_type_them() {
    assertThat(PairingCode.typed(" 1234-5678 ").shown()).isEqualTo("1234 5678");
    for (String wrong : List.of("", "1234567", "123456789", "1234567a", "１２３４５６７８")) {
      assertThatThrownBy(() -> PairingCode.typed(wrong)).hasMessageContaining("8 digits");
    }
    assertThat(PairingCode.typed("00000001").toString()).doesNotContain("1");
  }
}
