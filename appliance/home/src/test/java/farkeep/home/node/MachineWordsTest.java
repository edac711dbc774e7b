package farkeep.home.node;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.home.control.Event;
import farkeep.link.protocol.Health;
import farkeep.link.protocol.Health.MachineUpdate;
import farkeep.link.protocol.Health.MachineUpdate.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MachineWordsTest {
  private static Event.Machine said(Stage stage, String to, String why) {
    MachineUpdate update =
        MachineUpdate.newBuilder().setStage(stage).setFrom("1.9").setTo(to).setWhy(why).build();
    return MachineWords.of(Health.newBuilder().setMachineVersion("1.9").setUpdate(update).build())
        .orElseThrow();
  }

  @Test
  void a_box_that_is_not_updated_as_a_whole_says_nothing() {
    assertThat(MachineWords.of(Health.getDefaultInstance())).isEmpty();
  }

  @Test
  void a_box_without_an_update_says_what_it_runs() {
    Health health = Health.newBuilder().setMachineVersion("1.9").build();
    assertThat(MachineWords.of(health)).contains(new Event.Machine("1.9", null, null, null, ""));
  }

  @Test
  void an_update_that_was_refused_says_why_and_what_to_do() {
    Event.Machine said = said(Stage.REFUSED, "1.10", "signature");
    assertThat(said.version()).isEqualTo("1.9");
    assertThat(said.update()).isEqualTo("refused");
    assertThat(said.to()).isEqualTo("1.10");
    assertThat(said.why()).isEqualTo("signature");
    assertThat(said.sentence())
        .startsWith("the update to 1.10 was refused: ")
        .contains("no key that the box knows", "send it again");
  }

  @ParameterizedTest
  @EnumSource(value = Stage.class, mode = EnumSource.Mode.EXCLUDE, names = "UNRECOGNIZED")
  void every_stage_has_a_word_and_a_sentence(Stage stage) {
    assertThat(said(stage, "1.10", "").update()).isNotBlank();
    assertThat(said(stage, "1.10", "").sentence()).contains("the update to 1.10");
    assertThat(said(stage, "", "").sentence()).contains("an update");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "signature",
        "machine",
        "version",
        "older",
        "on-trial",
        "no-trial",
        "no-file",
        "not-installed",
        "cut-off",
        "tests",
        "not-started",
        "trial-cut-off"
      })
  void every_reason_of_this_version_is_known(String why) {
    assertThat(said(Stage.REFUSED, "1.10", why).sentence()).doesNotContain("does not know");
  }

  @Test
  void a_reason_of_a_newer_box_is_shown_as_a_word_and_said_not_to_be_known() {
    Event.Machine said = said(Stage.BACK, "1.10", "moon-fell");
    assertThat(said.why()).isEqualTo("moon-fell");
    assertThat(said.sentence()).contains("does not know");
  }

  @Test
  void what_is_no_version_and_no_word_never_reaches_the_terminal() {
    String escape = "\u001b[2J";
    Event.Machine said = said(Stage.REFUSED, escape, escape);
    assertThat(said.to()).isNull();
    assertThat(said.why()).isNull();
    assertThat(said.sentence()).doesNotContain(escape).contains("an update was refused");
    String tooLong = "1".repeat(MachineWords.VERSION_LETTERS_MAX + 1);
    assertThat(said(Stage.GOOD, tooLong, "").to()).isNull();
  }
}
