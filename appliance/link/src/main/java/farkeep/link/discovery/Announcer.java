package farkeep.link.discovery;

import java.io.Closeable;
import java.time.Duration;
import java.util.Optional;

/// Says to a machine's networks that a box is here. For one thread at a time.
public interface Announcer extends Closeable {
  /// How often [#keep] wants to be called.
  Duration KEEP_EVERY = Duration.ofSeconds(1);

  /// Says nothing to anybody.
  Announcer NONE =
      new Announcer() {
        @Override
        public Optional<String> keep(Announcement now) {
          return Optional.empty();
        }

        @Override
        public void close() {}
      };

  /// Says this from now on, and looks after what has been said: networks that came or went, names
  /// that somebody else has. To be called again every [#KEEP_EVERY], with the same or news.
  ///
  /// @return trouble that a person should hear of, told once; announcing goes on as well as it can
  Optional<String> keep(Announcement now);

  /// Says goodbye. Takes a few seconds: neighbours may miss a packet.
  @Override
  void close();
}
