package farkeep.home.outage;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.link.protocol.Life.End;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every row of the table that says why a box was away.
class BackTest {
  @ParameterizedTest
  @CsvSource({
    // home off, home, run, end, network gone, clock wrong, answered, same network: cause, certain
    "true, WELL, MACHINE_RESTARTED, END_CUT, false, false, false, false, HOME_OFF, true",
    "false, WELL, RAN_ON, END_CUT, true, false, false, false, ROUTER, true",
    "false, NO_INTERNET, RAN_ON, END_CUT, true, false, false, false, ROUTER, true",
    "false, WELL, MACHINE_RESTARTED, END_DISK, false, false, false, false, DISK, true",
    "false, WELL, PROGRAM_RESTARTED, END_DISK, false, false, false, false, DISK, true",
    "false, WELL, MACHINE_RESTARTED, END_CLEAN, false, false, false, false, STOPPED, true",
    "false, WELL, PROGRAM_RESTARTED, END_CLEAN, true, false, false, false, STOPPED, true",
    "false, WELL, MACHINE_RESTARTED, END_CUT, false, true, false, false, POWER, false",
    "false, ROUTER_SILENT, MACHINE_RESTARTED, END_CUT, false, false, false, false, POWER, false",
    "false, WELL, PROGRAM_RESTARTED, END_CUT, false, false, false, false, CRASHED, false",
    "false, WELL, RESTARTED, END_CUT, false, false, false, false, UNKNOWN, false",
    "false, WELL, MACHINE_RESTARTED, END_UNKNOWN, false, false, false, false, UNKNOWN, false",
    "false, WELL, MACHINE_RESTARTED, UNRECOGNIZED, false, false, false, false, UNKNOWN, false",
    "false, ROUTER_SILENT, RAN_ON, END_CUT, false, true, true, false, ROUTER, false",
    "false, NO_NETWORK, NOT_TOLD, END_UNKNOWN, false, false, false, false, ROUTER, false",
    "false, NO_INTERNET, RAN_ON, END_CUT, false, false, false, false, INTERNET, false",
    "false, WELL, NOT_TOLD, END_UNKNOWN, false, false, true, false, UNKNOWN, false",
    "false, WELL, RAN_ON, END_CUT, false, true, false, false, CLOCK, false",
    "false, WELL, RAN_ON, END_CUT, false, false, true, true, UNKNOWN, false",
    "false, WELL, RAN_ON, END_CUT, false, false, true, false, UDP_BLOCKED, false",
    "false, WELL, RAN_ON, END_CUT, false, false, false, false, INTERNET, false",
  })
  void evidence_gives_a_cause(
      boolean homeOff,
      HomeSide home,
      Run run,
      End end,
      boolean networkGone,
      boolean clockWrong,
      boolean answered,
      boolean near,
      Cause cause,
      boolean certain) {
    Back back = new Back(homeOff, home, run, end, "06:39", networkGone, clockWrong, answered, near);
    assertThat(back.finding().cause()).isEqualTo(cause);
    assertThat(back.finding().certain()).isEqualTo(certain);
  }

  @Test
  void a_power_cut_is_told_as_likely_with_what_the_box_says() {
    Finding finding =
        new Back(
                false,
                HomeSide.WELL,
                Run.MACHINE_RESTARTED,
                End.END_CUT,
                "06:39",
                false,
                false,
                false,
                false)
            .finding();
    assertThat(finding.brief()).isEqualTo("likely power");
    assertThat(finding.sentence()).isEqualTo("The box says it was cut off and started at 06:39.");
  }
}
