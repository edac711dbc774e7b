package farkeep.home.alarm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import farkeep.home.state.StateDirectory;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The channels that the owner has set, and what has been said by them; in a small file that only
/// the owner may read. Not safe for many threads.
final class AlarmBook {
  private static final String FILE = "alarms.json";
  private static final ObjectMapper JSON =
      JsonMapper.builder().registerSubtypes(Channel.class.getPermittedSubclasses()).build();

  private final StateDirectory directory;
  private Kept kept;

  /// The file. Times are ISO 8601.
  private record Kept(
      long silentSeconds, List<Numbered> channels, List<Trouble> troubles, List<Waiting> outbox) {}

  /// A channel and its number.
  ///
  /// @param last how the last message went; null: none was sent
  record Numbered(int number, Channel channel, @Nullable String last) {}

  private record Trouble(
      String box,
      String name,
      Standing.Kind kind,
      String what,
      String since,
      @Nullable String toldAt,
      @Nullable String goneAt) {
    static Trouble of(Standing it) {
      return new Trouble(
          it.box(),
          it.name(),
          it.kind(),
          it.what(),
          it.since().toString(),
          text(it.toldAt()),
          text(it.goneAt()));
    }

    Standing standing() {
      return new Standing(box, name, kind, what, Instant.parse(since), time(toldAt), time(goneAt));
    }

    private static @Nullable String text(@Nullable Instant time) {
      return time == null ? null : time.toString();
    }

    private static @Nullable Instant time(@Nullable String text) {
      return text == null ? null : Instant.parse(text);
    }
  }

  private record Waiting(int channel, Said message, int failures, String nextAt) {
    static Waiting of(Outbox.Delivery it) {
      return new Waiting(
          it.channel(), Said.of(it.message()), it.failures(), it.nextAt().toString());
    }

    Outbox.Delivery delivery() {
      return new Outbox.Delivery(channel, message.message(), failures, Instant.parse(nextAt));
    }
  }

  private record Said(
      Message.Kind kind,
      String box,
      String name,
      String subject,
      String title,
      String text,
      String at) {
    static Said of(Message it) {
      return new Said(
          it.kind(), it.box(), it.name(), it.subject(), it.title(), it.text(), it.at().toString());
    }

    Message message() {
      return new Message(kind, box, name, subject, title, text, Instant.parse(at));
    }
  }

  /// @throws IOException the file can't be read; the message says what to do
  AlarmBook(StateDirectory directory) throws IOException {
    this.directory = directory;
    Optional<byte[]> file = directory.read(FILE);
    this.kept = file.isPresent() ? read(file.get()) : nothing();
  }

  private static Kept nothing() {
    return new Kept(AlarmPolicy.SILENT_AFTER_DEFAULT.toSeconds(), List.of(), List.of(), List.of());
  }

  private Kept read(byte[] file) throws IOException {
    try {
      Kept read = JSON.readValue(file, Kept.class);
      read.outbox().forEach(Waiting::delivery); // times that are none are found here
      read.troubles().forEach(Trouble::standing);
      return read;
    } catch (JsonProcessingException | RuntimeException e) {
      throw new IOException(
          "%s can't be read (%s); mend or delete it, and add the alarms again"
              .formatted(directory.path().resolve(FILE), e.getMessage()),
          e);
    }
  }

  private void write(Kept next) throws IOException {
    if (next.equals(kept)) return;
    directory.write(FILE, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(next));
    kept = next;
  }

  Duration silentAfter() {
    return Duration.ofSeconds(kept.silentSeconds());
  }

  void silentAfter(Duration agreed) throws IOException {
    write(new Kept(agreed.toSeconds(), kept.channels(), kept.troubles(), kept.outbox()));
  }

  List<Numbered> channels() {
    return kept.channels();
  }

  void channels(List<Numbered> all) throws IOException {
    write(new Kept(kept.silentSeconds(), List.copyOf(all), kept.troubles(), kept.outbox()));
  }

  /// How the last message by a channel went.
  void went(int number, String how) throws IOException {
    TreeMap<Integer, Numbered> all = new TreeMap<>();
    kept.channels().forEach(it -> all.put(it.number(), it));
    all.computeIfPresent(number, (_, it) -> new Numbered(number, it.channel(), how));
    channels(new ArrayList<>(all.values()));
  }

  List<Standing> standing() {
    return kept.troubles().stream().map(Trouble::standing).toList();
  }

  Outbox outbox() {
    return new Outbox(kept.outbox().stream().map(Waiting::delivery).toList());
  }

  /// What was decided, and what is to be sent: both or neither.
  void decided(List<Standing> standing, Outbox outbox) throws IOException {
    write(
        new Kept(
            kept.silentSeconds(),
            kept.channels(),
            standing.stream().map(Trouble::of).toList(),
            outbox.waiting().stream().map(Waiting::of).toList()));
  }
}
