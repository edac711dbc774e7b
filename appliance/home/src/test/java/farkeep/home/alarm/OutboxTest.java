package farkeep.home.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.home.alarm.Message.Kind;
import farkeep.home.alarm.Outbox.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxTest {
  private static final Instant NOW = HandClock.START;

  @Test
  void a_failed_message_is_tried_after_a_minute_then_two_then_four_and_at_last_each_hour() {
    Outbox outbox = Outbox.EMPTY.with(1, message(Kind.ALARM, "a"), NOW);
    Instant now = NOW;
    List<Long> pauses = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      Delivery due = outbox.due(now).getFirst();
      outbox = outbox.failed(due, now);
      Instant next = outbox.waiting().getFirst().nextAt();
      assertThat(outbox.due(next.minusMillis(1))).isEmpty();
      pauses.add(Duration.between(now, next).toMinutes());
      now = next;
    }
    assertThat(pauses).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
  }

  @Test
  void nothing_is_tried_for_ever() {
    Outbox outbox = Outbox.EMPTY.with(1, message(Kind.ALARM, "a"), NOW);
    Instant late = NOW.plus(Outbox.TRIED_MAX);
    outbox = outbox.failed(outbox.waiting().getFirst(), late);
    assertThat(outbox.waiting()).as("the last try of all").hasSize(1);
    outbox = outbox.failed(outbox.waiting().getFirst(), late.plusSeconds(1));
    assertThat(outbox.waiting()).isEmpty();
  }

  @Test
  void an_alarm_that_nobody_has_seen_is_not_taken_back() {
    Outbox outbox = Outbox.EMPTY.with(1, message(Kind.ALARM, "a"), NOW);
    assertThat(outbox.with(1, message(Kind.ALL_CLEAR, "a"), NOW).waiting()).isEmpty();
  }

  @Test
  void a_reminder_that_waits_gives_way_to_what_is_newer() {
    Outbox outbox = Outbox.EMPTY.with(1, message(Kind.REMINDER, "a"), NOW);
    outbox = outbox.with(1, message(Kind.ALL_CLEAR, "a"), NOW);
    assertThat(outbox.waiting())
        .extracting(it -> it.message().kind())
        .containsExactly(Kind.ALL_CLEAR);
  }

  @Test
  void channels_and_troubles_do_not_get_into_each_others_way() {
    Outbox outbox = Outbox.EMPTY.with(1, message(Kind.ALARM, "a"), NOW);
    outbox = outbox.with(2, message(Kind.ALARM, "a"), NOW);
    outbox = outbox.with(1, message(Kind.ALARM, "b"), NOW);
    assertThat(outbox.waiting()).hasSize(3);
    assertThat(outbox.withoutChannel(1).waiting()).extracting(Delivery::channel).containsExactly(2);
  }

  @Test
  void no_more_messages_wait_for_a_channel_than_the_bound_says() {
    Outbox outbox = Outbox.EMPTY;
    for (int i = 0; i <= Outbox.WAITING_MAX; i++) {
      outbox = outbox.with(1, message(Kind.ALARM, "trouble " + i), NOW);
    }
    assertThat(outbox.waiting()).hasSize(Outbox.WAITING_MAX);
    assertThat(outbox.waiting().getFirst().message().subject()).isEqualTo("trouble 1");
  }

  @Test
  void a_clock_that_was_set_back_delays_nothing_for_longer_than_a_pause() {
    Outbox outbox = Outbox.EMPTY.with(1, message(Kind.ALARM, "a"), NOW);
    outbox = outbox.failed(outbox.waiting().getFirst(), NOW);
    assertThat(outbox.due(NOW.minus(Duration.ofDays(300)))).hasSize(1);
  }

  @Test
  void a_message_whose_place_was_taken_meanwhile_does_not_come_back() {
    Outbox outbox = Outbox.EMPTY.with(1, message(Kind.ALARM, "a"), NOW);
    Delivery sent = outbox.waiting().getFirst();
    outbox = outbox.with(1, message(Kind.REMINDER, "a"), NOW.plusSeconds(1));
    assertThat(outbox.failed(sent, NOW.plusSeconds(2))).isEqualTo(outbox);
  }

  private static Message message(Kind kind, String subject) {
    return new Message(kind, "b1", "attic", subject, "title", "text", NOW);
  }
}
