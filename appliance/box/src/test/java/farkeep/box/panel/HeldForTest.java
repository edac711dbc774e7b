package farkeep.box.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.panel.button.Press;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeldForTest {
  @ParameterizedTest
  @CsvSource({
    "'', IDENTIFY",
    "0s, IDENTIFY",
    "300ms, IDENTIFY",
    "2999ms, IDENTIFY",
    "3s, PAIR",
    "9 s, PAIR",
    "10s, CONFIRM",
    "15s, FORGET",
    "29999ms, FORGET"
  })
  void a_time_means_what_the_button_held_for_it_means(String typed, Press press)
      throws IOException {
    assertThat(HeldFor.parse(typed)).isEqualTo(press);
  }

  @ParameterizedTest
  @ValueSource(strings = {"30s", "999999s", "9999999s", "-3s", "3", "3m", "three", "3s 3s"})
  void all_else_is_refused_with_what_is_allowed(String typed) {
    assertThatThrownBy(() -> HeldFor.parse(typed))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("press " + typed)
        .hasMessageContaining("below 30 s, such as 3s");
  }
}
