package farkeep.box.reach;

import farkeep.box.health.Findings;
import farkeep.objects.port.Tasks;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Finds out now and then how far the network reaches. What does not answer is asked again soon,
/// and only what was silent [#SILENT_LOOKS] times in a row counts as not reached. No foreign host
/// is asked but a name server that the owner has chosen; without one, what is looked up are the
/// names of homes that the box dials anyway. Safe for many threads; looks by one task.
public final class Reachability implements Supplier<Findings.Reach> {
  /// How often it looks while all is well.
  public static final Duration LOOK_EVERY = Duration.ofMinutes(5);

  /// How often it looks while something does not answer.
  public static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

  /// How often in a row something has to be silent.
  static final int SILENT_LOOKS = 2;

  /// Names that are looked up.
  static final int NAMES_MAX = 2;

  private final Beyond beyond;
  private final boolean hasServer;
  private final List<String> names;
  private final Steady router = new Steady();
  private final Steady internet = new Steady();
  private final Steady udp = new Steady();
  private volatile Findings.Reach found = Findings.Reach.UNKNOWN;

  /// @param hasServer whether the owner has chosen a name server to ask
  /// @param homes names or addresses of homes that the box dials
  public Reachability(Beyond beyond, boolean hasServer, List<String> homes) {
    this.beyond = beyond;
    this.hasServer = hasServer;
    this.names = homes.stream().filter(Reachability::isName).distinct().limit(NAMES_MAX).toList();
  }

  /// Whether it has to be looked up anywhere but in this house.
  private static boolean isName(String host) {
    boolean isNumber = host.contains(":") || host.matches("[0-9.]+");
    return !isNumber && host.contains(".") && !host.endsWith(".local") && !host.endsWith(".arpa");
  }

  @Override
  public Findings.Reach get() {
    return found;
  }

  /// Looks until cancelled.
  public void run(Tasks tasks) throws InterruptedException {
    while (true) {
      tasks.sleep(look() ? LOOK_EVERY : LOOK_AGAIN);
    }
  }

  /// Looks once.
  ///
  /// @return whether all that could be asked answered
  boolean look() {
    Optional<InetAddress> address = beyond.router();
    router.saw(address.map(beyond::answers));
    if (hasServer) askServer();
    else internet.saw(lookUp());
    found = new Findings.Reach(router.says(), internet.says(), udp.says());
    return !router.isSilent() && !internet.isSilent() && !udp.isSilent();
  }

  private void askServer() {
    boolean byUdp = beyond.answersByUdp();
    boolean byTcp = byUdp || beyond.answersByTcp();
    internet.saw(Optional.of(byTcp));
    // Without an internet nothing is known of UDP.
    udp.saw(byTcp ? Optional.of(byUdp) : Optional.empty());
  }

  /// A name that does not exist says nothing: whoever says so may stand in this house.
  private Optional<Boolean> lookUp() {
    Optional<Boolean> answered = Optional.empty();
    for (String name : names) {
      switch (beyond.lookUp(name)) {
        case FOUND -> {
          return Optional.of(true);
        }
        case NO_ANSWER -> answered = Optional.of(false);
        case NO_SUCH_NAME -> {
          // nothing is known
        }
      }
    }
    return answered;
  }

  /// An answer that counts at once, and a silence that has to last.
  private static final class Steady {
    private Optional<Boolean> said = Optional.empty();
    private int silent;

    void saw(Optional<Boolean> answered) {
      silent = answered.equals(Optional.of(false)) ? silent + 1 : 0;
      if (silent == 0 || silent >= SILENT_LOOKS) said = answered;
    }

    Optional<Boolean> says() {
      return said;
    }

    boolean isSilent() {
      return silent > 0;
    }
  }
}
