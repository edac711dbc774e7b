package farkeep.home.outage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every row of the table that says why a box is away.
class AwayTest {
  @ParameterizedTest
  @CsvSource({
    // home, same network, knock, announced, other box reached: cause, certain
    "NO_NETWORK, false, SILENT, false, false, ROUTER, true",
    "WELL, true, ANSWERED, true, false, UDP_BLOCKED, false",
    "WELL, true, STRANGER, false, false, ADDRESS, false",
    "WELL, true, ANSWERED, false, false, STOPPED, false",
    "WELL, true, SILENT, false, false, POWER, false",
    "WELL, true, NO_WAY, false, false, POWER, false",
    "ROUTER_SILENT, true, SILENT, false, false, POWER, false",
    "ROUTER_SILENT, false, SILENT, false, false, ROUTER, false",
    "ROUTER_SILENT, false, SILENT, false, true, UNKNOWN, false",
    "NO_INTERNET, false, SILENT, false, false, INTERNET, false",
    "NO_INTERNET, false, NO_NAME, false, true, ADDRESS, false",
    "WELL, false, STRANGER, false, false, ADDRESS, false",
    "WELL, false, NO_NAME, false, false, ADDRESS, false",
    "WELL, false, NO_WAY, false, false, INTERNET, false",
    "WELL, false, ANSWERED, false, false, UNKNOWN, false",
    "WELL, false, SILENT, false, true, UNKNOWN, false",
    "WELL, false, NO_ADDRESS, false, true, UNKNOWN, false",
  })
  void evidence_gives_a_cause(
      HomeSide home,
      boolean near,
      Knock knock,
      boolean announced,
      boolean other,
      Cause cause,
      boolean certain) {
    Finding finding = new Away(home, near, knock, announced, other).finding();
    assertThat(finding.cause()).isEqualTo(cause);
    assertThat(finding.certain()).isEqualTo(certain);
  }

  @Test
  void whatever_is_seen_something_is_said_and_the_unknown_is_never_certain() {
    Set<String> sentences = new HashSet<>();
    for (HomeSide home : HomeSide.values()) {
      for (Knock knock : Knock.values()) {
        for (int bits = 0; bits < 8; bits++) {
          Away away = new Away(home, (bits & 1) != 0, knock, (bits & 2) != 0, (bits & 4) != 0);
          Finding finding = away.finding();
          sentences.add(finding.sentence());
          assertThat(finding.sentence()).as(away.toString()).endsWith(".");
          assertThat(finding.cause() == Cause.UNKNOWN && finding.certain()).isFalse();
        }
      }
    }
    assertThat(sentences).as("each row can be reached").hasSize(12);
  }

  @Test
  void a_guess_is_not_presented_as_a_fact() {
    assertThat(Finding.likely(Cause.POWER, "x.").brief()).isEqualTo("likely power");
    assertThat(Finding.certain(Cause.HOME_OFF, "x.").brief()).isEqualTo("home off");
    assertThat(Finding.unknown("x.").brief()).isEqualTo("not known why");
  }
}
