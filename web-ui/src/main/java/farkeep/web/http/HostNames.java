package farkeep.web.http;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The names that a server answers to. A foreign name that points to the house (DNS rebinding) is
/// not among them; a bare private address can't be such a name.
public final class HostNames {
  private static final Pattern AUTHORITY =
      Pattern.compile("(\\[[0-9a-fA-F:.]{2,45}]|[a-zA-Z0-9.-]{1,253})(?::([0-9]{1,5}))?");
  private static final Pattern V4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

  private final Set<String> names;

  /// @param names in small letters; `localhost` is always one
  public HostNames(Set<String> names) {
    this.names = Set.copyOf(names);
  }

  /// Whether a request for this host is meant for this server.
  ///
  /// @param authority the Host field: a name or an address, and perhaps a port
  public boolean allows(String authority) {
    Matcher parts = AUTHORITY.matcher(authority);
    if (!parts.matches()) return false;
    if (parts.group(2) != null && Integer.parseInt(parts.group(2)) > 65535) return false;
    String host = parts.group(1).toLowerCase(Locale.ROOT);
    if (host.startsWith("[")) return privateLiteral(host.substring(1, host.length() - 1));
    if (V4.matcher(host).matches()) return privateLiteral(host);
    return host.equals("localhost") || names.contains(host);
  }

  private static boolean privateLiteral(String address) {
    try {
      return ClientAddress.isPrivate(InetAddress.ofLiteral(address));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
