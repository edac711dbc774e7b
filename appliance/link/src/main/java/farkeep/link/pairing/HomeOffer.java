package farkeep.link.pairing;

import farkeep.objects.PeerId;
import farkeep.objects.VaultId;
import java.util.List;

/// What a home tells a box that it pairs with.
///
/// @param vault which vault the box shall keep
/// @param device who speaks; it has proven to have this key
/// @param log the vault log's entries, encoded, parents first; at most [#ENTRIES_MAX] and
///   [#ENTRIES_BYTES_MAX] together
public record HomeOffer(VaultId vault, PeerId device, List<byte[]> log) {
  /// Entries of one offer.
  public static final int ENTRIES_MAX = 4_096;

  /// Bytes of all entries of one offer.
  public static final int ENTRIES_BYTES_MAX = 16 << 20;

  /// Checks the bounds.
  ///
  /// @throws IllegalArgumentException too many entries or bytes
  public HomeOffer {
    log = List.copyOf(log);
    long bytes = log.stream().mapToLong(entry -> entry.length).sum();
    if (log.size() > ENTRIES_MAX || bytes > ENTRIES_BYTES_MAX) {
      throw new IllegalArgumentException(
          "%d entries of %d B together; at most %d of %d B"
              .formatted(log.size(), bytes, ENTRIES_MAX, ENTRIES_BYTES_MAX));
    }
  }
}
