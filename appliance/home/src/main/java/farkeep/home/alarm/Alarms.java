package farkeep.home.alarm;

import farkeep.home.engine.Ports;
import farkeep.home.events.EventLog;
import farkeep.home.state.StateDirectory;
import farkeep.objects.port.TaskGroup;
import farkeep.objects.port.Tasks;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/// The alarms of a home: its channels, what is said by them, and when. Safe for many threads.
public final class Alarms {
  /// Channels that one home has.
  public static final int CHANNELS_MAX = 16;

  private final Function<Channel, Sender> senders;
  private final Ports ports;
  private final EventLog events;
  private final Tasks.Monitor monitor;
  private final AlarmBook book;

  /// A channel as it is shown.
  ///
  /// @param last how the last message went; empty: none was sent
  /// @param waiting messages that have not arrived yet
  public record Shown(int number, String what, String last, int waiting) {}

  /// How a message went.
  ///
  /// @param arrived whether somebody has taken it
  /// @param said what was answered, or why it was not taken
  public record Went(int number, String what, boolean arrived, String said) {}

  /// @param senders what sends by each channel
  /// @param events gets a line for each message, and for each that was given up
  /// @throws IOException what was kept can't be read
  public Alarms(
      StateDirectory state, Function<Channel, Sender> senders, Ports ports, EventLog events)
      throws IOException {
    this.senders = senders;
    this.ports = ports;
    this.events = events;
    this.monitor = ports.tasks().monitor();
    this.book = new AlarmBook(state);
  }

  /// How long a box may be silent.
  public Duration silentAfter() {
    try (Tasks.Inside _ = monitor.inside()) {
      return book.silentAfter();
    }
  }

  /// Agrees how long a box may be silent.
  ///
  /// @throws IllegalArgumentException shorter or longer than is allowed
  public void agree(Duration silentAfter) throws IOException {
    if (silentAfter.compareTo(AlarmPolicy.SILENT_AFTER_MIN) < 0
        || silentAfter.compareTo(AlarmPolicy.SILENT_AFTER_MAX) > 0) {
      throw new IllegalArgumentException(
          "a box may be silent for %d hours to %d days; this is %d minutes"
              .formatted(
                  AlarmPolicy.SILENT_AFTER_MIN.toHours(),
                  AlarmPolicy.SILENT_AFTER_MAX.toDays(),
                  silentAfter.toMinutes()));
    }
    try (Tasks.Inside _ = monitor.inside()) {
      book.silentAfter(silentAfter);
    }
  }

  /// Adds a channel.
  ///
  /// @return its number
  /// @throws IllegalArgumentException it is not one, or there are too many
  public int add(Channel channel) throws IOException {
    ChannelCheck.check(channel);
    try (Tasks.Inside _ = monitor.inside()) {
      List<AlarmBook.Numbered> all = new ArrayList<>(book.channels());
      if (all.stream().anyMatch(it -> it.channel().equals(channel))) {
        throw new IllegalArgumentException("%s is there already".formatted(channel.shown()));
      }
      if (all.size() >= CHANNELS_MAX) {
        throw new IllegalArgumentException(
            "there are %d alarms already, the most there may be; `farkeep alarm remove N` makes room"
                .formatted(all.size()));
      }
      int number = all.isEmpty() ? 1 : all.getLast().number() + 1;
      all.add(new AlarmBook.Numbered(number, channel, null));
      book.channels(all);
      return number;
    }
  }

  /// Removes a channel, with what waits for it.
  ///
  /// @return what it was; nothing when there is none of this number
  public Optional<String> remove(int number) throws IOException {
    try (Tasks.Inside _ = monitor.inside()) {
      List<AlarmBook.Numbered> all = new ArrayList<>(book.channels());
      var gone = all.stream().filter(it -> it.number() == number).findFirst();
      all.removeIf(it -> it.number() == number);
      book.channels(all);
      book.decided(book.standing(), book.outbox().withoutChannel(number));
      return gone.map(it -> it.channel().shown());
    }
  }

  /// All channels.
  public List<Shown> all() {
    try (Tasks.Inside _ = monitor.inside()) {
      return book.channels().stream().map(this::shown).toList();
    }
  }

  private Shown shown(AlarmBook.Numbered it) {
    long waiting =
        book.outbox().waiting().stream().filter(each -> each.channel() == it.number()).count();
    return new Shown(
        it.number(), it.channel().shown(), it.last() == null ? "" : it.last(), (int) waiting);
  }

  /// Sends one test message by each channel, at once.
  public List<Went> test() throws IOException, InterruptedException {
    List<AlarmBook.Numbered> channels;
    try (Tasks.Inside _ = monitor.inside()) {
      channels = book.channels();
    }
    Message message = Message.test(ports.clocks().wall());
    Map<Integer, Went> went = new LinkedHashMap<>();
    channels.forEach(it -> went.put(it.number(), went(it, false, "")));
    together(channels, it -> note(went, send(it, message)));
    return List.copyOf(went.values());
  }

  private void note(Map<Integer, Went> all, Went one) throws IOException {
    try (Tasks.Inside _ = monitor.inside()) {
      all.put(one.number(), one);
      remember(one);
    }
  }

  private static Went went(AlarmBook.Numbered it, boolean arrived, String said) {
    return new Went(it.number(), it.channel().shown(), arrived, said);
  }

  private Went send(AlarmBook.Numbered channel, Message message) throws InterruptedException {
    try {
      return went(channel, true, senders.apply(channel.channel()).send(message));
    } catch (IOException | RuntimeException e) {
      String why = e.getMessage() == null ? e.toString() : e.getMessage();
      return went(channel, false, why);
    }
  }

  /// Looks at all boxes, decides what is to be said, and sends what is due; returns when each
  /// channel has taken or refused it.
  ///
  /// @param awakeFor how long this home has been up and reaching for its boxes
  /// @throws IOException what was decided can't be kept: nothing is sent then
  public void look(List<BoxCondition> boxes, Duration awakeFor)
      throws IOException, InterruptedException {
    decide(boxes, awakeFor);
    deliver();
  }

  private void decide(List<BoxCondition> boxes, Duration awakeFor) throws IOException {
    Instant now = ports.clocks().wall();
    List<Message> said;
    try (Tasks.Inside _ = monitor.inside()) {
      AlarmPolicy policy = new AlarmPolicy(book.silentAfter());
      AlarmPolicy.Outcome outcome = policy.look(boxes, book.standing(), now, awakeFor);
      Outbox outbox = book.outbox();
      for (Message message : outcome.said()) {
        for (AlarmBook.Numbered each : book.channels()) {
          outbox = outbox.with(each.number(), message, now);
        }
      }
      book.decided(outcome.standing(), outbox);
      said = outcome.said();
    }
    for (Message message : said) {
      events.say(message.kind().word(), message.name(), message.title() + ". " + message.text());
    }
  }

  private void deliver() throws IOException, InterruptedException {
    List<Outbox.Delivery> due;
    Map<Integer, AlarmBook.Numbered> channels = new LinkedHashMap<>();
    try (Tasks.Inside _ = monitor.inside()) {
      due = book.outbox().due(ports.clocks().wall());
      book.channels().forEach(it -> channels.put(it.number(), it));
    }
    List<AlarmBook.Numbered> wanted =
        channels.values().stream()
            .filter(it -> due.stream().anyMatch(each -> each.channel() == it.number()))
            .toList();
    together(wanted, it -> deliver(it, due));
  }

  /// One channel's messages, in order; the rest waits when one was not taken.
  private void deliver(AlarmBook.Numbered channel, List<Outbox.Delivery> due)
      throws IOException, InterruptedException {
    for (Outbox.Delivery delivery : due) {
      if (delivery.channel() != channel.number()) continue;
      Went went = send(channel, delivery.message());
      boolean givenUp = false;
      try (Tasks.Inside _ = monitor.inside()) {
        Instant now = ports.clocks().wall();
        Outbox outbox = book.outbox();
        givenUp = !went.arrived() && Outbox.hasBeenTriedEnough(delivery, now);
        Outbox next = went.arrived() ? outbox.without(delivery) : outbox.failed(delivery, now);
        book.decided(book.standing(), next);
        remember(went);
      }
      if (givenUp) {
        events.say(
            "alarm-lost",
            delivery.message().name(),
            channel.channel().shown() + ": " + went.said());
      }
      if (!went.arrived()) return;
    }
  }

  private void remember(Went went) throws IOException {
    String when = Words.time(ports.clocks().wall());
    book.went(went.number(), (went.arrived() ? "" : "failed: ") + went.said() + " at " + when);
  }

  /// Work on one channel.
  @FunctionalInterface
  private interface Each {
    void run(AlarmBook.Numbered channel) throws IOException, InterruptedException;
  }

  /// All channels at once: one that is slow does not keep the others waiting.
  private void together(List<AlarmBook.Numbered> channels, Each each)
      throws IOException, InterruptedException {
    try (TaskGroup group = new TaskGroup(ports.tasks())) {
      for (AlarmBook.Numbered it : channels) group.start("alarm", () -> each.run(it));
      group.join();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) throw io;
      throw new IllegalStateException(e.getCause());
    }
  }
}
