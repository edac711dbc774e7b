package farkeep.link.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PeerTextTest {
  @Test
  void what_a_peer_says_cannot_rewrite_a_terminal() {
    assertThat(PeerText.reason("no room\u001b[2J\r\nall is well"))
        .isEqualTo("no room?[2J??all is well");
  }

  @Test
  void a_peer_that_gives_no_reason_is_said_to_give_none() {
    assertThat(PeerText.reason(" \n")).isEqualTo("no reason was given");
  }

  @Test
  void a_long_reason_is_cut_between_characters() {
    assertThat(PeerText.reason("\ud83d\ude00".repeat(PeerText.REASON_CHARACTERS_MAX + 1)))
        .isEqualTo("\ud83d\ude00".repeat(PeerText.REASON_CHARACTERS_MAX));
  }
}
