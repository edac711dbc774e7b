package farkeep.web.box;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import farkeep.web.box.view.BoxView;
import farkeep.web.box.view.State;
import farkeep.web.box.view.Verdict.Cause;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ForProgramsTest {
  private static final Pattern SAMPLE =
      Pattern.compile("(farkeep_[a-z_]+)(\\{[a-z]+=\"[^\"]*\"})? -?[0-9.E]+");

  private static String metrics(BoxView view) {
    return Metrics.of(view, Duration.ofSeconds(90));
  }

  @Test
  void health_names_the_state_and_every_cause() throws Exception {
    JsonNode json =
        new ObjectMapper()
            .readTree(HealthJson.of(Sample.full(Sample.DISK, Sample.SILENT), Sample.NOW));
    assertThat(json.get("state").asText()).isEqualTo("fault");
    assertThat(json.get("at").asText()).isEqualTo("2026-11-21T13:03:20Z");
    assertThat(json.get("causes").findValuesAsText("code"))
        .containsExactly("disk-failed", "home-silent");
    assertThat(json.get("causes").get(0).get("since").asText()).isEqualTo("2026-11-21T12:13:20Z");
    assertThat(json.get("devices")).hasSize(3);
    assertThat(json.get("devices").get(2).has("newest_snapshot")).isFalse();
    assertThat(json.get("space").get("reserve_bytes").asLong()).isEqualTo(50_000_000_000L);
  }

  @Test
  void what_became_of_an_update_is_told_programs() throws Exception {
    BoxView view = Sample.updated(Sample.REFUSED, "refused", "signature");
    JsonNode json = new ObjectMapper().readTree(HealthJson.of(view, Sample.NOW));
    assertThat(json.get("system_version").asText()).isEqualTo("1.9");
    JsonNode update = json.get("update");
    assertThat(update.get("stage").asText()).isEqualTo("refused");
    assertThat(update.get("why").asText()).isEqualTo("signature");
    assertThat(update.get("from").asText()).isEqualTo("1.9");
    assertThat(update.get("to").asText()).isEqualTo("1.10");
    assertThat(update.get("at").asText()).isEqualTo("2026-11-21T13:00:20Z");
    assertThat(update.get("sentence").asText()).startsWith("An update of the box was refused");
    assertThat(metrics(view))
        .contains(
            "farkeep_system_version{version=\"1.9\"} 1\n",
            "farkeep_update{stage=\"refused\",why=\"signature\"} 1\n",
            "farkeep_update_timestamp_seconds ");
    BoxView working = Sample.updated(Sample.UPDATING, "installing", "");
    assertThat(HealthJson.of(working, Sample.NOW)).doesNotContain("\"why\"");
  }

  @Test
  void health_leaves_out_what_is_not_known() throws Exception {
    JsonNode json =
        new ObjectMapper().readTree(HealthJson.of(Sample.bare(Sample.SAFE), Sample.NOW));
    assertThat(json.has("space")).isFalse();
    assertThat(json.has("update")).isFalse();
    assertThat(json.has("system_version")).isFalse();
    assertThat(json.get("causes").get(0).has("since")).isFalse();
    assertThat(json.get("causes").get(0).has("advice")).isFalse();
  }

  @Test
  void health_holds_any_text() throws Exception {
    String odd = "\"\\\n\u0000\u2028😀</script>\ud800";
    Cause cause = new Cause("odd", State.OK, odd, "", Optional.empty(), false);
    JsonNode json = new ObjectMapper().readTree(HealthJson.of(Sample.bare(cause), Sample.NOW));
    assertThat(json.get("sentence").asText()).isEqualTo(odd);
  }

  @Test
  void metrics_are_open_metrics() {
    String text = metrics(Sample.full(Sample.CABLE, Sample.SILENT));
    assertThat(text).endsWith("\n# EOF\n").doesNotContain("\n\n");
    Set<String> families = new HashSet<>();
    String family = "";
    for (String line : text.lines().toList()) {
      if (line.startsWith("# TYPE ")) {
        family = line.split(" ")[2];
        assertThat(families.add(family)).as(family + " comes once").isTrue();
      } else if (line.startsWith("# UNIT ")) {
        assertThat(family).endsWith("_" + line.split(" ")[3]);
      } else if (!line.startsWith("#")) {
        assertThat(line).matches(SAMPLE);
        String name = line.split("[ {]")[0];
        assertThat(name.replaceFirst("_total$", "")).isEqualTo(family);
      }
    }
    assertThat(text)
        .contains(
            "farkeep_state{state=\"attention_host\"} 1\n",
            "farkeep_state{state=\"ok\"} 0\n",
            "farkeep_cause{code=\"home-silent\"} 1\n",
            "farkeep_kept_bytes 412000000000\n",
            "farkeep_device_sessions{device=\"1\"} 1\n",
            "farkeep_reached{what=\"udp\"} 1\n",
            "farkeep_temperature_celsius{part=\"board\"} 47.6\n",
            "farkeep_power_cuts_survived_total 3\n",
            "farkeep_window_left_seconds 90\n");
  }

  @Test
  void metrics_leave_out_what_is_not_known() {
    assertThat(metrics(Sample.bare(Sample.SAFE)).lines().filter(line -> line.startsWith("# TYPE")))
        .containsExactly(
            "# TYPE farkeep_state gauge",
            "# TYPE farkeep_cause gauge",
            "# TYPE farkeep_window_left_seconds gauge");
  }
}
