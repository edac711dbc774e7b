package farkeep.link.carrier;

import java.time.Duration;

/// The bounds and times of a carrier. [#ordinary] and [#smallMemory] are what programs use; tests
/// take smaller ones to reach them.
///
/// @param counts how many of each thing at once
/// @param windows how much memory the peer may fill
/// @param times how long is waited for what
public record LinkSettings(Counts counts, Windows windows, Times times) {
  /// Links a listener keeps at once.
  public static final int LINKS_MAX = 16;

  /// Links one device may hold at once; checked after AUTH, by whoever knows the device.
  public static final int LINKS_PER_DEVICE_MAX = 4;

  /// Streams a peer may have open on one link.
  public static final int STREAMS_MAX = 16;

  /// Links at once whose peer has not proven who it is.
  public static final int UNAUTHENTICATED_MAX = 8;

  /// New links in one second from one network (IPv4 /24, IPv6 /56).
  public static final int ARRIVALS_PER_SECOND_MAX = 5;

  /// How long a handshake may take.
  public static final Duration HANDSHAKE_MAX = Duration.ofSeconds(5);

  /// How long a stream may make no progress.
  public static final Duration PROGRESS_MAX = Duration.ofSeconds(30);

  /// After how long without a packet a link is given up.
  public static final Duration IDLE_MAX = Duration.ofSeconds(120);

  /// How often a silent link is kept alive.
  public static final Duration KEEP_ALIVE = Duration.ofSeconds(20);

  /// How many of each thing at once.
  ///
  /// @param linksMax links a listener keeps
  /// @param streamsMax streams a peer may have open on one link
  /// @param unauthenticatedMax links before [Link#authenticated]
  /// @param arrivalsPerSecondMax new links in a second from one network
  public record Counts(
      int linksMax, int streamsMax, int unauthenticatedMax, int arrivalsPerSecondMax) {}

  /// How much memory the peer may fill with what nobody has read.
  ///
  /// @param linkBytes over all streams of a link
  /// @param streamBytes on one stream
  public record Windows(int linkBytes, int streamBytes) {}

  /// How long is waited for what.
  ///
  /// @param handshakeMax from the first packet to the established link
  /// @param progressMax a stream on which somebody waits and no byte moves
  /// @param idleMax a link without any packet
  /// @param keepAlive between signs of life on a silent link
  public record Times(
      Duration handshakeMax, Duration progressMax, Duration idleMax, Duration keepAlive) {}

  /// For machines with 2 GB of memory and more.
  public static LinkSettings ordinary() {
    return new LinkSettings(
        new Counts(LINKS_MAX, STREAMS_MAX, UNAUTHENTICATED_MAX, ARRIVALS_PER_SECOND_MAX),
        new Windows(16 << 20, 8 << 20),
        new Times(HANDSHAKE_MAX, PROGRESS_MAX, IDLE_MAX, KEEP_ALIVE));
  }

  /// For boxes with 1 GB: the windows of all links together are 32 MiB.
  public static LinkSettings smallMemory() {
    return ordinary().with(new Windows(2 << 20, 1 << 20));
  }

  /// The same with other counts.
  public LinkSettings with(Counts other) {
    return new LinkSettings(other, windows, times);
  }

  /// The same with other windows.
  public LinkSettings with(Windows other) {
    return new LinkSettings(counts, other, times);
  }

  /// The same with other times.
  public LinkSettings with(Times other) {
    return new LinkSettings(counts, windows, other);
  }
}
