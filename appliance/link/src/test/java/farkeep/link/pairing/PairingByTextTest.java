package farkeep.link.pairing;

import static farkeep.link.pairing.PairingScene.BOX;
import static farkeep.link.pairing.PairingScene.DEVICE;
import static farkeep.link.pairing.PairingScene.OTHER_PIN;
import static farkeep.link.pairing.PairingScene.play;
import static org.assertj.core.api.Assertions.assertThat;

import farkeep.link.carrier.Carrier;
import farkeep.objects.port.Tasks;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Pairing by the text of a QR code, beside the digits of the same window.
@Timeout(60)
class PairingByTextTest {
  @Test
  void with_the_text_they_come_to_know_each_other_whoever_dials() {
    play(
        1,
        scene -> {
          HomeOffer[] home = {null};
          Tasks.Task there =
              scene.tasks.start("box", () -> home[0] = scene.box(scene.pair.listener().accept()));
          BoxOffer box = scene.home(scene.pair.dial(Carrier.PAIRING), scene.text());
          there.join();
          scene.assertPaired(box, home[0]);
        });
    play(
        2,
        scene -> {
          BoxOffer[] box = {null};
          Tasks.Task there =
              scene.tasks.start(
                  "home", () -> box[0] = scene.home(scene.pair.listener().accept(), scene.text()));
          HomeOffer home = scene.box(scene.pair.dial(Carrier.PAIRING));
          there.join();
          scene.assertPaired(box[0], home);
        });
  }

  @Test
  void a_box_that_the_text_does_not_name_is_not_taken_even_when_it_has_the_secret() {
    play(
        1,
        scene ->
            scene.failing(
                new PairingText(DEVICE.id(), scene.pair.pin(), List.of(), scene.window.secret())));
    play(
        1,
        scene ->
            scene.failing(new PairingText(BOX.id(), OTHER_PIN, List.of(), scene.window.secret())));
  }

  @Test
  void of_digits_and_secret_the_first_that_is_used_ends_both() {
    play(
        1,
        scene -> {
          Tasks.Task there =
              scene.tasks.start("box", () -> scene.box(scene.pair.listener().accept()));
          scene.home(scene.pair.dial(Carrier.PAIRING), scene.text());
          there.join();
          scene.kept.clear();
          scene.failing(scene.window.code(), false);
          scene.failing(scene.text());
        });
    play(
        2,
        scene -> {
          Tasks.Task there =
              scene.tasks.start("box", () -> scene.box(scene.pair.listener().accept()));
          scene.home(scene.pair.dial(Carrier.PAIRING), scene.window.code());
          there.join();
          scene.kept.clear();
          scene.failing(scene.text());
        });
  }

  @Test
  void wrong_secrets_and_wrong_digits_burn_the_same_three_guesses() {
    play(
        1,
        scene -> {
          scene.failing(PairingSecret.random(scene.tasks.randomness()), false);
          scene.failing(scene.wrongCode(), false);
          scene.failing(PairingSecret.random(scene.tasks.randomness()), true);
          assertThat(scene.ledger.taken).isEqualTo(GuessLedger.GUESSES_MAX);
          assertThat(scene.window.isOpen()).isFalse();
          scene.failing(scene.text());
          assertThat(scene.ledger.taken).isEqualTo(GuessLedger.GUESSES_MAX);
        });
  }

  @Test
  void after_ten_minutes_the_text_is_worth_nothing() {
    play(
        1,
        scene -> {
          scene.tasks.sleep(PairingWindow.OPEN_MAX);
          scene.failing(scene.text());
          assertThat(scene.ledger.taken).isZero();
        });
  }
}
