package farkeep.link.discovery;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/// Looks for boxes on this machine's networks. Safe for many threads.
@FunctionalInterface
public interface Finder {
  /// Boxes that one search tells of; somebody who announces more is not listened to.
  int BOXES_MAX = 64;

  /// Finds nothing: discovery is switched off, or there is no network with multicast.
  Finder NONE = (_, _) -> List.of();

  /// Asks all networks, and gathers who answers.
  ///
  /// @param enough ends the search early; asked with what was found so far
  /// @param most how long to search
  /// @return at most [#BOXES_MAX], ordered by host name
  /// @throws IOException no network can be asked; the message says why
  List<FoundBox> find(Predicate<List<FoundBox>> enough, Duration most)
      throws IOException, InterruptedException;
}
