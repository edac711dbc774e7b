package farkeep.web.box;

import java.net.InetSocketAddress;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Where the page is, and what it answers to.
///
/// @param listen address and port; port 0 takes a free one
/// @param hostNames names that the page may be called by, such as `farkeep.local`, in any case;
///   `localhost` and private addresses need not be named
/// @param zone in which times are shown
public record StatusSettings(InetSocketAddress listen, Set<String> hostNames, ZoneId zone) {
  public StatusSettings {
    hostNames =
        hostNames.stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
  }
}
