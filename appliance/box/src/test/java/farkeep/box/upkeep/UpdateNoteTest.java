package farkeep.box.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.box.health.MachineUpdate;
import farkeep.box.health.MachineUpdate.Stage;
import farkeep.box.health.MachineUpdate.Why;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpdateNoteTest {
  private static final String REFUSED =
      """
      farkeep update 1
      stage refused
      from 1.9
      to 1.10
      why on-trial
      at 1795262400
      boot 7d1f0e0c
      """;

  @Test
  void a_note_says_stage_versions_reason_and_time() {
    assertThat(UpdateNote.parse(REFUSED))
        .contains(
            new MachineUpdate(
                Stage.REFUSED, "1.9", "1.10", Why.ON_TRIAL, Instant.ofEpochSecond(1_795_262_400)));
  }

  @ParameterizedTest
  @EnumSource(Stage.class)
  void every_stage_is_known_by_its_code(Stage stage) {
    String note = "farkeep update 1\nstage " + stage.code() + "\nat 7\n";
    assertThat(UpdateNote.parse(note)).map(MachineUpdate::stage).contains(stage);
  }

  @Test
  void a_reason_that_is_not_known_is_another_one_and_only_trouble_has_one() {
    String moon = REFUSED.replace("on-trial", "moon-fell");
    assertThat(UpdateNote.parse(moon)).map(MachineUpdate::why).contains(Why.OTHER);
    String good = REFUSED.replace("refused", "good");
    assertThat(UpdateNote.parse(good)).map(MachineUpdate::why).contains(Why.NONE);
    assertThat(UpdateNote.parse(REFUSED + "colour red\n")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "farkeep update 1",
        "farkeep update 2\nstage good\nat 7\n",
        "farkeep update 1\nat 7\n",
        "farkeep update 1\nstage done\nat 7\n",
        "farkeep update 1\nstage good\n",
        "farkeep update 1\nstage good\nat soon\n",
        "farkeep update 1\nstage good\nat 123456789012\n",
        "farkeep update 1\nstage good\nto 1.x\nat 7\n",
        "farkeep update 1\nstage good\nfrom 1.2.3.4.5.6.7.8.9\nat 7\n"
      })
  void what_the_scripts_don_t_write_is_not_understood(String note) {
    assertThat(UpdateNote.parse(note)).isEmpty();
  }

  @Test
  void a_note_that_is_too_long_is_not_understood() {
    String filled = REFUSED + "x".repeat(UpdateNote.LETTERS_MAX - REFUSED.length());
    assertThat(UpdateNote.parse(filled)).isPresent();
    assertThat(UpdateNote.parse(filled + "x")).isEmpty();
  }

  @Test
  void no_damage_throws() {
    long seed = 18;
    Random random = new Random(seed);
    for (int round = 0; round < 5_000; round++) {
      StringBuilder note = new StringBuilder(REFUSED);
      for (int i = 0; i <= random.nextInt(4); i++) {
        note.setCharAt(random.nextInt(note.length()), (char) random.nextInt(300));
      }
      if (random.nextBoolean()) note.setLength(random.nextInt(note.length()));
      assertThat(UpdateNote.parse(note.toString()))
          .as("seed %d, round %d", seed, round)
          .isNotNull();
    }
  }
}
