package farkeep.panel.ups;

import farkeep.panel.Pace;
import farkeep.panel.serial.PluggedLine;
import farkeep.panel.serial.SerialLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// A UPS that speaks Megatec (`Q1`), asked every few seconds.
public final class MegatecUps implements Ups {
  /// How often it is asked while power comes from the wall.
  public static final Duration ASK_EVERY = Duration.ofSeconds(5);

  /// How often it is asked while it does not, or nothing is known.
  public static final Duration ASK_OFTEN_EVERY = Duration.ofSeconds(2);

  /// How long it may take to answer.
  public static final Duration ANSWER_WITHIN = Duration.ofSeconds(1);

  /// Questions without a good answer, one after the other, after which nothing is known any more.
  public static final int MISSES_MAX = 3;

  /// Bytes of an answer; longer is garbage.
  public static final int ANSWER_BYTES_MAX = 128;

  /// Bytes that are thrown away before a question; who sends more is left alone until the next.
  public static final int STALE_BYTES_MAX = 4_096;

  private static final Duration LOOK_EVERY = Duration.ofMillis(50);
  private static final byte[] QUESTION = "Q1\r".getBytes(StandardCharsets.US_ASCII);

  private final PluggedLine line;
  private final Pace pace;
  private final Consumer<UpsState> changes;
  private volatile UpsState state = new UpsState.Unknown("the UPS has not been asked yet");
  private int misses;

  /// @param line closed by [#run] at its end
  /// @param pace of this loop alone
  /// @param changes told when the state has become another kind
  public MegatecUps(PluggedLine line, Pace pace, Consumer<UpsState> changes) {
    this.line = line;
    this.pace = pace;
    this.changes = changes;
  }

  @Override
  public UpsState state() {
    return state;
  }

  @Override
  public Optional<String> lacks() {
    return state instanceof UpsState.Unknown(var why) ? Optional.of(why) : Optional.empty();
  }

  @Override
  public void run() throws InterruptedException {
    try (line) {
      do {
        ask();
      } while (pace.await(untilNext()));
    }
  }

  @Override
  public void close() {
    pace.end();
  }

  private Duration untilNext() {
    return state instanceof UpsState.OnMains ? ASK_EVERY : ASK_OFTEN_EVERY;
  }

  private void ask() throws InterruptedException {
    Optional<SerialLine> open = line.line();
    if (open.isEmpty()) {
      missed(line.lacks().orElse("no serial line"));
      return;
    }
    try {
      Optional<UpsState> answer = answer(open.get());
      if (answer.isPresent()) became(answer.get());
      else missed("the UPS does not answer, or not in Megatec's protocol");
    } catch (IOException e) {
      line.lost(e);
      missed(String.valueOf(e.getMessage()));
    }
  }

  private Optional<UpsState> answer(SerialLine open) throws IOException, InterruptedException {
    forgetWhatCame(open);
    open.write(QUESTION);
    Duration until = pace.running().plus(ANSWER_WITHIN);
    AnswerBytes bytes = new AnswerBytes();
    byte[] some = new byte[ANSWER_BYTES_MAX];
    do {
      int count = open.read(some);
      Optional<UpsState> answer = bytes.take(some, count);
      if (answer.isPresent()) return answer;
    } while (pace.running().compareTo(until) < 0 && pace.await(LOOK_EVERY));
    return Optional.empty();
  }

  private static void forgetWhatCame(SerialLine open) throws IOException {
    byte[] stale = new byte[STALE_BYTES_MAX / 8];
    for (int round = 0; round < 8; round++) if (open.read(stale) < stale.length) return;
  }

  private void missed(String why) {
    if (misses < MISSES_MAX) misses++;
    if (misses == MISSES_MAX || state instanceof UpsState.Unknown)
      settle(new UpsState.Unknown(why));
  }

  private void became(UpsState answer) {
    misses = 0;
    settle(answer);
  }

  private void settle(UpsState now) {
    boolean other = now.getClass() != state.getClass();
    state = now;
    if (other) changes.accept(now);
  }
}
