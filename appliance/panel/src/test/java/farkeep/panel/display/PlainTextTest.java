package farkeep.panel.display;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Für Änderungen größer | Fuer Aenderungen groesser",
        "café naïve Škoda Łódź | cafe naive Skoda Lodz",
        "45 °C – “all’s well”… | 45 deg C - \"all's well\"...",
        "50 € × 2 | 50 EUR x 2",
        "a\\b~c | a/b-c",
        "½ ﬁt | 12 fit",
        "日本 ok | ?? ok",
        "smile 😀! | smile ?!",
      })
  void characters_that_a_display_lacks_are_written_with_those_it_has(String text, String plain) {
    assertThat(PlainText.of(text)).isEqualTo(plain);
  }

  @Test
  void an_umlaut_in_two_characters_is_an_umlaut() {
    assertThat(PlainText.of("Mu\u0308ller")).isEqualTo("Mueller");
  }

  @Test
  void no_byte_of_a_text_can_command_a_display() {
    StringBuilder all = new StringBuilder();
    for (int each = 0; each < 0x3000; each++) all.append((char) each);
    all.append("\u001b[2J\u00fe\u0001\ud800");
    assertThat(PlainText.of(all.toString())).matches("[\\x20-\\x7d]*");
  }
}
