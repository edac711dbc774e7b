package farkeep.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BarChartTest {
  @Test
  void the_most_fills_the_height_and_nothing_is_still_seen() {
    BarChart chart = BarChart.of(List.of(0L, 50L, 100L));
    assertThat(chart.width()).isEqualTo(32);
    assertThat(chart.height()).isEqualTo(96);
    assertThat(chart.path())
        .isEqualTo(
            "M0 96v-1q0-1 1-1h6q1 0 1 1v1z"
                + "M12 96v-46q0-2 2-2h4q2 0 2 2v46z"
                + "M24 96v-94q0-2 2-2h4q2 0 2 2v94z");
  }

  @Test
  void days_without_anything_are_a_line_of_thin_bars() {
    assertThat(BarChart.of(List.of(0L, 0L)).path())
        .isEqualTo("M0 96v-1q0-1 1-1h6q1 0 1 1v1zM12 96v-1q0-1 1-1h6q1 0 1 1v1z");
  }

  @Test
  void no_figure_is_too_large() {
    assertThat(BarChart.of(List.of(Long.MAX_VALUE, 1L)).path()).doesNotContain("--", "E");
  }
}
