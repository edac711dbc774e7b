package farkeep.box.configuration;

import farkeep.link.carrier.QuicChoice;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Turns what was written into what is meant.
record Values(Map<Key, Setting> settings) {
  /// Words of a command.
  static final int COMMAND_WORDS_MAX = 16;

  private static final Pattern BYTES = Pattern.compile("([0-9]{1,18})\\s*(KiB|MiB|GiB|TiB)?");

  Optional<Path> path(Key key) throws ConfigurationException {
    Setting setting = settings.get(key);
    if (setting == null) return Optional.empty();
    try {
      if (!setting.value().isEmpty()) {
        return Optional.of(Path.of(setting.value()).toAbsolutePath().normalize());
      }
    } catch (InvalidPathException _) {
      // told below, with what is allowed
    }
    throw setting.wrong("a path");
  }

  Optional<HostPort> address(Key key) throws ConfigurationException {
    Setting setting = settings.get(key);
    return setting == null ? Optional.empty() : Optional.of(address(setting));
  }

  static HostPort address(Setting setting) throws ConfigurationException {
    return HostPort.parse(setting.value())
        .orElseThrow(() -> setting.wrong("host:port or [IPv6 address]:port, with port 0 to 65535"));
  }

  /// An address, or `off`.
  Optional<HostPort> addressOrOff(Key key, HostPort unless) throws ConfigurationException {
    Setting setting = settings.get(key);
    if (setting == null) return Optional.of(unless);
    if (setting.value().equals("off")) return Optional.empty();
    return Optional.of(
        HostPort.parse(setting.value())
            .orElseThrow(() ->
                setting.wrong("off, host:port or [IPv6 address]:port, with port 0 to 65535")));
  }

  QuicChoice quic() throws ConfigurationException {
    Setting setting = settings.get(Key.LINK_QUIC);
    if (setting == null) return QuicChoice.AUTO;
    try {
      return QuicChoice.parse(setting.value());
    } catch (IllegalArgumentException _) {
      throw setting.wrong("auto, native or kwik");
    }
  }

  /// `on` or `off`.
  boolean isOn(Key key, boolean unless) throws ConfigurationException {
    Setting setting = settings.get(key);
    if (setting == null) return unless;
    return switch (setting.value()) {
      case "on" -> true;
      case "off" -> false;
      default -> throw setting.wrong("on or off");
    };
  }

  /// A program and its arguments, or `off` for none.
  List<String> command(Key key) throws ConfigurationException {
    Setting setting = settings.get(key);
    if (setting == null || setting.value().equals("off")) return List.of();
    List<String> words = List.of(setting.value().strip().split("\\s+"));
    boolean good =
        words.getFirst().startsWith("/")
            && words.size() <= COMMAND_WORDS_MAX
            && setting.value().chars().noneMatch(it -> it == 0);
    if (good) return words;
    throw setting.wrong(
        "off, or a program with its whole path and its arguments, %d words at most; no shell reads them"
            .formatted(COMMAND_WORDS_MAX));
  }

  /// One of these words; the first when nothing is set.
  String oneOf(Key key, List<String> words) throws ConfigurationException {
    Setting setting = settings.get(key);
    if (setting == null) return words.getFirst();
    if (words.contains(setting.value())) return setting.value();
    throw setting.wrong(String.join(" or ", words));
  }

  OptionalLong bytes(Key key, long min, long max) throws ConfigurationException {
    Setting setting = settings.get(key);
    if (setting == null) return OptionalLong.empty();
    Matcher matcher = BYTES.matcher(setting.value());
    if (matcher.matches()) {
      long count = Long.parseLong(matcher.group(1));
      int shift = shift(matcher.group(2));
      if (count <= max >> shift && count << shift >= min) return OptionalLong.of(count << shift);
    }
    throw setting.wrong(
        "a number of bytes from %d to %d, as digits or with KiB, MiB, GiB or TiB behind them"
            .formatted(min, max));
  }

  private static int shift(String unit) {
    return unit == null
        ? 0
        : switch (unit) {
          case "KiB" -> 10;
          case "MiB" -> 20;
          case "GiB" -> 30;
          default -> 40;
        };
  }
}
