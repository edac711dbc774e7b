package farkeep.box.host;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// What the host has set, as it stands in the file.
///
/// @param pause the last one; it may be over
/// @param bounds by hours of the day, in order, none over another
/// @param known codes of causes that the host has seen
record Wishes(Optional<Pause> pause, List<DailyBound> bounds, Set<String> known) {
  /// Bounds of a day.
  static final int BOUNDS_MAX = 4;

  /// Causes that are known at a time.
  static final int KNOWN_MAX = 64;

  /// Bytes of the file at most.
  static final int BYTES_MAX = 8_192;

  static final Wishes NONE = new Wishes(Optional.empty(), List.of(), Set.of());

  private static final String HEADING = "farkeep host wishes 1\n";
  private static final String CHECKSUM = "checksum ";

  /// @param until by the wall clock
  /// @param length from its beginning: how long it lasts at most, whatever the clock says
  record Pause(Instant until, Duration length) {}

  Wishes {
    bounds = List.copyOf(bounds);
    known = Set.copyOf(known);
    if (bounds.size() > BOUNDS_MAX || known.size() > KNOWN_MAX) {
      throw new IllegalArgumentException(
          "%d bounds and %d causes: give at most %d and %d"
              .formatted(bounds.size(), known.size(), BOUNDS_MAX, KNOWN_MAX));
    }
    for (int i = 1; i < bounds.size(); i++) {
      if (bounds.get(i).fromHour() < bounds.get(i - 1).toHour()) {
        throw new IllegalArgumentException(
            "hours from %d lie over those before".formatted(bounds.get(i).fromHour()));
      }
    }
  }

  Wishes with(Optional<Pause> other) {
    return new Wishes(other, bounds, known);
  }

  Wishes with(List<DailyBound> other) {
    return new Wishes(pause, other, known);
  }

  Wishes with(Set<String> other) {
    return new Wishes(pause, bounds, other);
  }

  byte[] encode() {
    StringBuilder text = new StringBuilder(HEADING);
    pause.ifPresent(it ->
        text.append("pause %d %d\n".formatted(it.until.toEpochMilli(), it.length.toMillis())));
    for (DailyBound it : bounds) {
      text.append("bound %d %d %d\n".formatted(it.fromHour(), it.toHour(), it.bytesPerSecond()));
    }
    for (String code : new TreeSet<>(known)) text.append("known %s\n".formatted(code));
    String body = text.toString();
    return (body + CHECKSUM + checksum(body) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static String checksum(String body) {
    CRC32 crc = new CRC32();
    crc.update(body.getBytes(StandardCharsets.UTF_8));
    return "%08x".formatted(crc.getValue());
  }

  /// @return null: it is damaged
  static @Nullable Wishes decode(byte[] file) {
    String text = new String(file, StandardCharsets.UTF_8);
    int end = text.lastIndexOf(CHECKSUM);
    if (!text.startsWith(HEADING) || end < 0) return null;
    String body = text.substring(0, end);
    if (!text.substring(end).equals(CHECKSUM + checksum(body) + "\n")) return null;
    try {
      return parse(body.substring(HEADING.length()));
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
      return null;
    }
  }

  private static @Nullable Wishes parse(String body) {
    Optional<Pause> pause = Optional.empty();
    List<DailyBound> bounds = new ArrayList<>();
    Set<String> known = new TreeSet<>();
    for (String line : body.lines().toList()) {
      String[] words = line.split(" ", -1);
      switch (words[0] + " " + words.length) {
        case "pause 3" ->
            pause =
                Optional.of(
                    new Pause(
                        Instant.ofEpochMilli(Long.parseLong(words[1])),
                        Duration.ofMillis(Long.parseLong(words[2]))));
        case "bound 4" ->
            bounds.add(
                new DailyBound(
                    Integer.parseInt(words[1]),
                    Integer.parseInt(words[2]),
                    Long.parseLong(words[3])));
        case "known 2" -> known.add(words[1]);
        default -> {
          return null;
        }
      }
    }
    return new Wishes(pause, bounds, known);
  }
}
