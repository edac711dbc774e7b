package farkeep.link.carrier.portable;

import farkeep.objects.port.Tasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tech.kwik.core.QuicStream;

/// Streams that may hold bytes kwik has forgotten to send.
///
/// kwik's stream counts the sendings it has asked for only after it asked. When its sender is
/// quicker, the count goes below zero for a moment, the sender's own request for the rest is taken
/// to be there already, and the rest is never sent: about one new stream in ten stands still.
/// Asking once more puts it right, so each stream is asked about again soon after it got bytes, and
/// then at growing intervals as long as it could matter. Asking in vain costs nothing on the wire.
final class Nudges {
  /// The first interval, and how closely the intervals are kept to.
  static final Duration FIRST = Duration.ofMillis(20);

  /// The longest interval.
  static final Duration LONGEST = Duration.ofSeconds(1);

  private final KwikConnection connection;
  private final Tasks.Monitor monitor;
  private final Duration forgottenAfter;
  private final Map<QuicStream, Turn> turns = new LinkedHashMap<>();

  /// When a stream got bytes last, and is asked about next.
  private record Turn(Duration since, Duration interval, Duration due) {
    static Turn first(Duration now) {
      return new Turn(now, FIRST, now.plus(FIRST));
    }

    Turn next(Duration now) {
      Duration doubled = interval.multipliedBy(2);
      Duration longer = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
      return new Turn(since, longer, now.plus(longer));
    }
  }

  /// @param monitor guards it
  /// @param forgottenAfter after how long without new bytes a stream is no longer asked about
  Nudges(KwikConnection connection, Tasks.Monitor monitor, Duration forgottenAfter) {
    this.connection = connection;
    this.monitor = monitor;
    this.forgottenAfter = forgottenAfter;
  }

  /// A stream got bytes, or its end. Asks about it at once for the first time.
  void add(QuicStream stream, Duration now) {
    connection.nudge(stream);
    try (Tasks.Inside _ = monitor.inside()) {
      if (turns.put(stream, Turn.first(now)) == null) monitor.signalAll();
    }
  }

  /// Whether there is nothing to ask about.
  boolean isEmpty() {
    try (Tasks.Inside _ = monitor.inside()) {
      return turns.isEmpty();
    }
  }

  /// Asks about all streams whose turn it is.
  void run(Duration now) {
    List<QuicStream> due = take(now);
    due.forEach(connection::nudge);
    if (!due.isEmpty()) connection.wake();
  }

  private List<QuicStream> take(Duration now) {
    List<QuicStream> due = new ArrayList<>();
    try (Tasks.Inside _ = monitor.inside()) {
      Iterator<Map.Entry<QuicStream, Turn>> all = turns.entrySet().iterator();
      while (all.hasNext()) {
        Map.Entry<QuicStream, Turn> entry = all.next();
        Turn turn = entry.getValue();
        if (turn.due().compareTo(now) > 0) continue;
        due.add(entry.getKey());
        if (now.minus(turn.since()).compareTo(forgottenAfter) > 0) {
          all.remove();
        } else {
          entry.setValue(turn.next(now));
        }
      }
    }
    return due;
  }
}
