package farkeep.link.discovery;

import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.jmdns.impl.NameRegister;

/// How JmDNS names what is taken: the second box is `farkeep-2`, as people count, and not
/// `farkeep-1`.
final class HostNames implements NameRegister {
  private static final Pattern NUMBERED = Pattern.compile("(.*)-([0-9]{1,8})");

  private HostNames() {}

  /// Has JmDNS name things so in this process. Whoever was first counts.
  static void use() {
    try {
      Factory.setRegistry(new HostNames());
    } catch (IllegalStateException e) {
      // a registry is set: this one, unless somebody else uses JmDNS in this process
    }
  }

  @Override
  public void register(InetAddress where, String name, NameType type) {
    // JmDNS itself finds out what is taken, by asking the network
  }

  @Override
  public boolean checkName(InetAddress where, String name, NameType type) {
    return false;
  }

  @Override
  public String incrementName(InetAddress where, String name, NameType type) {
    int end = type == NameType.HOST ? name.indexOf(".local") : name.length();
    if (end < 0) end = name.length();
    return next(name.substring(0, end)) + name.substring(end);
  }

  private static String next(String label) {
    Matcher numbered = NUMBERED.matcher(label);
    return numbered.matches()
        ? numbered.group(1) + "-" + (Integer.parseInt(numbered.group(2)) + 1)
        : label + "-2";
  }
}
