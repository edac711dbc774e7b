package farkeep.link.pairing;

import static farkeep.link.pairing.PairingScene.DEVICE;
import static farkeep.link.pairing.PairingScene.play;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.link.carrier.Carrier;
import farkeep.link.carrier.Link;
import farkeep.objects.port.Tasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PairingTest {
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
            scene.assertPaired(box, home[0]);
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
          scene.assertPaired(box[0], home);
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

  private static void attempt(PairingScene.Failing failing) {
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
