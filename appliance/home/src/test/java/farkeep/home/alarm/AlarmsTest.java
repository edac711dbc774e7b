package farkeep.home.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.home.engine.Ports;
import farkeep.home.events.EventLog;
import farkeep.home.events.Happening;
import farkeep.home.state.StateDirectory;
import farkeep.objects.system.SystemTasks;
import farkeep.testkit.SeededRandomness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlarmsTest {
  private static final Duration AWAKE = Duration.ofHours(1);

  private final HandClock clock = new HandClock();
  private final Ports ports = new Ports(new SystemTasks(), clock, new SeededRandomness(1));
  private final ConcurrentLinkedQueue<String> sent = new ConcurrentLinkedQueue<>();
  private boolean broken;
  private StateDirectory state;
  private EventLog events;

  @TempDir Path directory;

  @BeforeEach
  void open() throws IOException {
    state = StateDirectory.open(directory.resolve("state"));
    events = new EventLog(state, clock);
  }

  @AfterEach
  void close() throws IOException {
    state.close();
  }

  private Alarms alarms() throws IOException {
    return new Alarms(state, this::sender, ports, events);
  }

  private Sender sender(Channel channel) {
    return message -> {
      if (broken) throw new IOException("no way");
      sent.add(channel.shown() + ": " + message.kind());
      return "taken";
    };
  }

  private BoxCondition silent() {
    return new BoxCondition(
        "b1", "attic", false, Optional.of(HandClock.START), Optional.empty(), "Not known why.");
  }

  @Test
  void a_restart_does_not_alarm_again() throws Exception {
    alarms().add(new Channel.Desktop());
    clock.pass(Duration.ofHours(27));
    alarms().look(List.of(silent()), AWAKE);
    alarms().look(List.of(silent()), AWAKE);
    assertThat(sent).containsExactly("desktop: ALARM");
    clock.pass(Duration.ofDays(1));
    alarms().look(List.of(silent()), AWAKE);
    assertThat(sent).containsExactly("desktop: ALARM", "desktop: REMINDER");
  }

  @Test
  void what_did_not_arrive_is_tried_again_also_after_a_restart() throws Exception {
    alarms().add(new Channel.Desktop());
    clock.pass(Duration.ofHours(27));
    broken = true;
    alarms().look(List.of(silent()), AWAKE);
    broken = false;
    Alarms again = alarms();
    again.look(List.of(silent()), AWAKE);
    assertThat(sent).as("not before the pause is over").isEmpty();
    assertThat(again.all().getFirst().waiting()).isEqualTo(1);
    assertThat(again.all().getFirst().last()).startsWith("failed: no way at ");
    clock.pass(Outbox.PAUSE_MIN);
    again.look(List.of(silent()), AWAKE);
    assertThat(sent).containsExactly("desktop: ALARM");
    assertThat(again.all().getFirst().waiting()).isZero();
  }

  @Test
  void what_never_arrives_is_written_down_as_lost() throws Exception {
    Alarms alarms = alarms();
    alarms.add(new Channel.Desktop());
    clock.pass(Duration.ofHours(27));
    broken = true;
    for (int hour = 0; hour < 80; hour++) {
      alarms.look(List.of(silent()), AWAKE);
      clock.pass(Duration.ofHours(1));
    }
    assertThat(events.all()).extracting(Happening::kind).contains("alarm", "reminder");
    assertThat(events.all())
        .filteredOn(it -> it.kind().equals("alarm-lost") || it.kind().equals("reminder"))
        .isNotEmpty();
  }

  @Test
  void a_test_goes_to_every_channel_and_says_what_each_answered() throws Exception {
    Alarms alarms = alarms();
    alarms.add(new Channel.Desktop());
    alarms.add(new Channel.Ntfy("https://ntfy.example.org/box", null));
    assertThat(alarms.test())
        .containsExactly(
            new Alarms.Went(1, "desktop", true, "taken"),
            new Alarms.Went(2, "ntfy https://ntfy.example.org/box", true, "taken"));
    broken = true;
    assertThat(alarms.test()).allMatch(it -> !it.arrived() && it.said().equals("no way"));
  }

  @Test
  void numbers_are_not_given_twice_while_the_last_one_is_there() throws Exception {
    Alarms alarms = alarms();
    alarms.add(new Channel.Desktop());
    alarms.add(new Channel.Ntfy("https://a.example/x", null));
    assertThat(alarms.remove(1)).contains("desktop");
    assertThat(alarms.remove(1)).isEmpty();
    assertThat(alarms.add(new Channel.Desktop())).isEqualTo(3);
  }

  @Test
  void no_more_channels_are_taken_than_the_bound_says() throws Exception {
    Alarms alarms = alarms();
    for (int i = 0; i < Alarms.CHANNELS_MAX; i++) {
      alarms.add(new Channel.Ntfy("https://ntfy.example.org/" + i, null));
    }
    assertThatThrownBy(() -> alarms.add(new Channel.Desktop()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("16 alarms already");
  }

  @Test
  void the_same_channel_twice_is_one_too_many() throws Exception {
    Alarms alarms = alarms();
    alarms.add(new Channel.Desktop());
    assertThatThrownBy(() -> alarms.add(new Channel.Desktop()))
        .hasMessage("desktop is there already");
  }

  @Test
  void the_agreed_silence_is_kept_and_bounded() throws Exception {
    assertThat(alarms().silentAfter()).isEqualTo(Duration.ofHours(26));
    alarms().agree(Duration.ofDays(3));
    assertThat(alarms().silentAfter()).isEqualTo(Duration.ofDays(3));
    for (Duration odd : List.of(Duration.ofMinutes(59), Duration.ofDays(91))) {
      assertThatThrownBy(() -> alarms().agree(odd)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void what_is_kept_belongs_to_the_owner_alone() throws Exception {
    alarms().add(new Channel.Desktop());
    assertThat(Files.getPosixFilePermissions(state.path().resolve("alarms.json")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void a_damaged_file_is_named() throws Exception {
    state.write("alarms.json", "{".getBytes());
    assertThatThrownBy(this::alarms)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("alarms.json")
        .hasMessageContaining("add the alarms again");
  }

  @Test
  void channels_that_can_not_work_are_refused_when_they_are_added() throws Exception {
    Alarms alarms = alarms();
    Secret secret = new Secret("/nowhere", null);
    for (Channel odd :
        List.of(
            new Channel.Webhook("ftp://example.org/x", null),
            new Channel.Webhook("https://", null),
            new Channel.Ntfy("https://user:word@ntfy.sh/x", null),
            new Channel.Ntfy("no address", null),
            email("nobody", "smtp.example.org:25", Channel.Security.TLS, null, null),
            email("a@example.org", "smtp.example.org", Channel.Security.TLS, null, null),
            email("a@example.org", "smtp.example.org:25", Channel.Security.NONE, "a", secret),
            email("a@example.org", "smtp.example.org:25", Channel.Security.TLS, "a", null),
            email("a@example.org", "smtp.example.org:25", Channel.Security.TLS, null, secret))) {
      assertThatThrownBy(() -> alarms.add(odd))
          .as(odd.toString())
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(alarms.all()).isEmpty();
  }

  private static Channel.Email email(
      String to, String server, Channel.Security security, String user, Secret secret) {
    return new Channel.Email(to, "box@example.org", server, security, user, secret);
  }
}
