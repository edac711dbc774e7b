package farkeep.link.carrier;

import java.util.Locale;

/// The setting `link.quic`: which QUIC carries the links. The wire is the same, so each end chooses
/// for itself.
public enum QuicChoice {
  /// The native one where its library loads, otherwise kwik.
  AUTO,
  /// The native one or nothing.
  NATIVE,
  /// The portable one, in pure Java.
  KWIK;

  /// Reads the setting.
  ///
  /// @throws IllegalArgumentException another word; the message lists those that are known
  public static QuicChoice parse(String word) {
    return switch (word.strip().toLowerCase(Locale.ROOT)) {
      case "auto" -> AUTO;
      case "native" -> NATIVE;
      case "kwik" -> KWIK;
      default ->
          throw new IllegalArgumentException(
              "link.quic is \"" + word + "\"; it must be auto, native or kwik");
    };
  }
}
