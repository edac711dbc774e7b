package farkeep.home.alarm;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Messages that have not arrived yet. Pure and persisted: a restart says nothing twice.
///
/// @param waiting oldest first
public record Outbox(List<Delivery> waiting) {
  /// Messages that wait for one channel; the oldest give way.
  public static final int WAITING_MAX = 32;

  /// The pause after the first failure; each further one is twice as long.
  public static final Duration PAUSE_MIN = Duration.ofMinutes(1);

  /// The longest pause.
  public static final Duration PAUSE_MAX = Duration.ofHours(1);

  /// How long is tried.
  public static final Duration TRIED_MAX = Duration.ofDays(3);

  /// Nothing waits.
  public static final Outbox EMPTY = new Outbox(List.of());

  /// Copies the list.
  public Outbox {
    waiting = List.copyOf(waiting);
  }

  /// One message on its way by one channel.
  ///
  /// @param channel the channel's number
  /// @param failures how often it has failed
  /// @param nextAt when it is tried next
  public record Delivery(int channel, Message message, int failures, Instant nextAt) {
    private Delivery failed(Instant now) {
      Duration pause = PAUSE_MIN.multipliedBy(1L << Math.min(failures, 10));
      if (pause.compareTo(PAUSE_MAX) > 0) pause = PAUSE_MAX;
      return new Delivery(channel, message, failures + 1, now.plus(pause));
    }
  }

  /// With a message for a channel. One about the same trouble that still waits gives way: an alarm
  /// that nobody has seen need not be taken back.
  Outbox with(int channel, Message message, Instant now) {
    List<Delivery> next = new ArrayList<>(waiting);
    Optional<Delivery> older =
        waiting.stream()
            .filter(it -> it.channel() == channel)
            .filter(it -> it.message().subject().equals(message.subject()))
            .findFirst();
    older.ifPresent(next::remove);
    boolean unseen =
        older.isPresent()
            && older.get().message().kind() == Message.Kind.ALARM
            && message.kind() == Message.Kind.ALL_CLEAR;
    if (!unseen) next.add(new Delivery(channel, message, 0, now));
    List<Delivery> mine = next.stream().filter(it -> it.channel() == channel).toList();
    if (mine.size() > WAITING_MAX) next.remove(mine.getFirst());
    return new Outbox(next);
  }

  /// What is to be tried now. A clock that was set back delays nothing for longer than a pause.
  List<Delivery> due(Instant now) {
    return waiting.stream()
        .filter(it -> !it.nextAt().isAfter(now) || it.nextAt().isAfter(now.plus(PAUSE_MAX)))
        .toList();
  }

  /// Without one that has arrived, or that nobody wants any more.
  Outbox without(Delivery delivery) {
    List<Delivery> next = new ArrayList<>(waiting);
    next.remove(delivery);
    return new Outbox(next);
  }

  /// With one to be tried later; without it when it has been tried for long enough.
  Outbox failed(Delivery delivery, Instant now) {
    int at = waiting.indexOf(delivery);
    if (at < 0) return this; // something newer took its place meanwhile
    if (hasBeenTriedEnough(delivery, now)) return without(delivery);
    List<Delivery> next = new ArrayList<>(waiting);
    next.set(at, delivery.failed(now));
    return new Outbox(next);
  }

  static boolean hasBeenTriedEnough(Delivery delivery, Instant now) {
    return Duration.between(delivery.message().at(), now).compareTo(TRIED_MAX) > 0;
  }

  /// Without everything for a channel that is no more.
  Outbox withoutChannel(int channel) {
    return new Outbox(waiting.stream().filter(it -> it.channel() != channel).toList());
  }
}
