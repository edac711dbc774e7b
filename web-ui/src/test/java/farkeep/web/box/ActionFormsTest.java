package farkeep.web.box;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.web.box.ActionForms.BadFieldException;
import farkeep.web.box.ActionForms.CapRow;
import farkeep.web.box.HostAction.Kind;
import farkeep.web.box.view.Controls.Cap;
import farkeep.web.http.Form;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActionFormsTest {
  private static HostAction action(Kind kind, String fields) throws Exception {
    return ActionForms.action(kind, Form.fields(fields));
  }

  @Test
  void each_kind_has_a_name_that_leads_back_to_it() {
    for (Kind kind : Kind.values()) {
      assertThat(ActionForms.kind(ActionForms.name(kind))).contains(kind);
    }
    assertThat(ActionForms.name(Kind.SHUT_DOWN)).isEqualTo("shut-down");
    assertThat(ActionForms.kind("SHUT_DOWN")).isEmpty();
  }

  @Test
  void a_form_is_the_action_it_names() throws Exception {
    assertThat(action(Kind.PAIR, "")).isEqualTo(new HostAction.ShowPairingCode());
    assertThat(action(Kind.PAUSE, "hours=72"))
        .isEqualTo(new HostAction.PauseFor(Duration.ofHours(72)));
    assertThat(action(Kind.ACKNOWLEDGE, "cause=disk-full"))
        .isEqualTo(new HostAction.Acknowledge("disk-full"));
    assertThat(action(Kind.ADOPT_DISK, "disk=" + Sample.DISK_ID))
        .isEqualTo(new HostAction.AdoptDisk(Sample.DISK_ID));
    for (String odd : List.of("", "disk=", "disk=5f", "disk=" + "G".repeat(64))) {
      assertThatThrownBy(() -> action(Kind.ADOPT_DISK, odd)).isInstanceOf(BadFieldException.class);
    }
    assertThat(action(Kind.SHUT_DOWN, "")).isEqualTo(new HostAction.ShutDown());
  }

  @ParameterizedTest
  @CsvSource({
    "home.example.org:4877, home.example.org, 4877",
    "192.168.1.9:1, 192.168.1.9, 1",
    "[fd00::1]:65535, fd00::1, 65535",
    "zuhause.müller.example:80, zuhause.müller.example, 80"
  })
  void an_address_is_a_name_and_a_port(String address, String host, int port) throws Exception {
    String coded = URLEncoder.encode(" " + address, StandardCharsets.UTF_8);
    assertThat(action(Kind.DIAL, "address=" + coded))
        .isEqualTo(new HostAction.DialForPairing(host, port));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "home.example.org",
        "home.example.org:",
        ":4877",
        "a:0",
        "a:65536",
        "a:99999",
        "a:x",
        "a+b:1",
        "http://a:1",
        "user@a:1",
        "[fd00::1:1",
        "a:1/path",
        "a%27:1",
        "a:1;b"
      })
  void what_is_no_address_is_refused(String address) {
    assertThatThrownBy(() -> action(Kind.DIAL, "address=" + address))
        .isInstanceOf(BadFieldException.class)
        .hasMessage("bad.address");
  }

  @Test
  void an_overlong_address_is_refused() {
    assertThatThrownBy(() -> action(Kind.DIAL, "address=" + "a".repeat(254) + ":1"))
        .isInstanceOf(BadFieldException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "73", "-1", "1.5", "1e3", "999999999999", "x", "%D9%A3"})
  void hours_that_are_none_are_refused(String hours) {
    assertThatThrownBy(() -> action(Kind.PAUSE, "hours=" + hours))
        .isInstanceOf(BadFieldException.class)
        .hasMessage("bad.hours");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Disk", "disk+full", "%3Cb%3E", "../x", "9x"})
  void causes_that_are_none_are_refused(String cause) {
    assertThatThrownBy(() -> action(Kind.ACKNOWLEDGE, "cause=" + cause))
        .isInstanceOf(BadFieldException.class)
        .hasMessage("bad.cause");
  }

  @Test
  void a_bound_over_midnight_is_two_and_is_shown_as_one() throws Exception {
    HostAction action = action(Kind.CAP, "from1=22&to1=6&rate1=2,5&from2=8&to2=18&rate2=0");
    List<Cap> caps = List.of(new Cap(0, 6, 312_500), new Cap(8, 18, 0), new Cap(22, 24, 312_500));
    assertThat(action).isEqualTo(new HostAction.CapBandwidth(caps));
    assertThat(ActionForms.rows(caps))
        .containsExactly(new CapRow(1, "22", "6", "2.5"), new CapRow(2, "8", "18", "0"));
  }

  @Test
  void bounds_may_hold_all_day_or_not_at_all() throws Exception {
    assertThat(action(Kind.CAP, "from1=6&to1=6&rate1=10"))
        .isEqualTo(new HostAction.CapBandwidth(List.of(new Cap(0, 24, 1_250_000))));
    assertThat(action(Kind.CAP, "from1=&to1=&rate1="))
        .isEqualTo(new HostAction.CapBandwidth(List.of()));
    assertThat(ActionForms.rows(List.of()))
        .containsExactly(new CapRow(1, "", "", ""), new CapRow(2, "", "", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "from1=8&to1=18&rate1=10&from2=17&to2=20&rate2=10",
        "from1=22&to1=6&rate1=10&from2=5&to2=7&rate2=10",
        "from1=25&to1=6&rate1=10",
        "from1=8&to1=18&rate1=9000",
        "from1=8&to1=18&rate1=-1",
        "from1=8&to1=18&rate1=1e3",
        "from1=&to1=18&rate1=10",
        "from1=8&to1=x&rate1=10"
      })
  void bounds_that_are_none_are_refused(String fields) {
    assertThatThrownBy(() -> action(Kind.CAP, fields))
        .isInstanceOf(BadFieldException.class)
        .hasMessage("bad.caps");
  }
}
