package farkeep.web.box.view;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the host has set, and what they have opened.
///
/// @param hasButton whether the box has a button; without one, its power plug opens the action
///   window
/// @param pairing the code to read out, only while the pairing window is open
/// @param pausedUntil until when nothing is received, because the host asked
/// @param caps the bandwidth by hours of the day, in order; empty when nothing is capped
/// @param safeToUnplug the box has stopped writing and may be unplugged
/// @param newDisk id of a blank disk that the host may agree to
public record Controls(
    boolean hasButton,
    Optional<Pairing> pairing,
    Optional<Instant> pausedUntil,
    List<Cap> caps,
    boolean safeToUnplug,
    Optional<String> newDisk) {
  public Controls {
    caps = List.copyOf(caps);
  }

  /// @param code what the host reads out, as it should be read: "1234 5678"
  /// @param qr what the QR code holds; empty when there is none
  /// @param until when the window closes
  public record Pairing(String code, String qr, Instant until) {
    /// The longest text of a QR code, in letters: it stays readable on a phone.
    public static final int QR_LETTERS_MAX = 512;

    public Pairing {
      if (qr.length() > QR_LETTERS_MAX) {
        throw new IllegalArgumentException(
            "QR code of %d letters: give at most %d".formatted(qr.length(), QR_LETTERS_MAX));
      }
    }
  }

  /// A bound for some hours of every day, in the box's time zone.
  ///
  /// @param fromHour 0 to 23
  /// @param toHour 1 to 24, and past `fromHour`
  /// @param bytesPerSecond at most; 0 lets nothing through
  public record Cap(int fromHour, int toHour, long bytesPerSecond) {
    /// No cap is higher: a gigabyte a second.
    public static final long BYTES_PER_SECOND_MAX = 1_000_000_000L;

    public Cap {
      if (fromHour < 0 || toHour > 24 || fromHour >= toHour) {
        throw new IllegalArgumentException(
            "hours %d to %d: give 0 to 24, the first before the second"
                .formatted(fromHour, toHour));
      }
      if (bytesPerSecond < 0 || bytesPerSecond > BYTES_PER_SECOND_MAX) {
        throw new IllegalArgumentException(
            "%d B/s: give 0 to %d".formatted(bytesPerSecond, BYTES_PER_SECOND_MAX));
      }
    }
  }
}
