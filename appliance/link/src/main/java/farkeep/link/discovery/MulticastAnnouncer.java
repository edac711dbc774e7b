package farkeep.link.discovery;

import farkeep.objects.port.Clocks;
import farkeep.objects.port.TaskGroup;
import farkeep.objects.port.Tasks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Announces a box by mDNS on each network of its machine, through JmDNS.
///
/// JmDNS remembers whatever it hears, without a bound, and gives its name up to whoever contends
/// for it. So it is looked at every [#KEEP_EVERY]: when it has heard too much, or has lost its name
/// too often, announcing is given up for [#REST]; a box that can't be found can still be dialled.
public final class MulticastAnnouncer implements Announcer {
  /// Records of others that are remembered for a network before it counts as flooded.
  public static final int HEARD_MAX = 4_096;

  /// The highest number behind `farkeep-` that is taken: more boxes are on no family's network.
  public static final int NAMES_MAX = 32;

  /// How long nothing is announced after a flood.
  public static final Duration REST = Duration.ofMinutes(5);

  /// How often the machine's networks are looked at.
  static final Duration LOOK_EVERY = Duration.ofSeconds(5);

  private final Tasks tasks;
  private final Clocks clocks;
  private final InetAddress listening;
  private final List<Responder> responders = new ArrayList<>();
  private Duration nextLook = Duration.ZERO;
  private boolean looked;
  private @Nullable String told;

  /// @param listening where the box listens: networks on which it does not are not announced to
  public MulticastAnnouncer(Tasks tasks, Clocks clocks, InetSocketAddress listening) {
    this.tasks = tasks;
    this.clocks = clocks;
    this.listening = listening.getAddress();
  }

  @Override
  public Optional<String> keep(Announcement now) {
    Optional<String> trouble = Optional.empty();
    Optional<String> flood =
        responders.stream().map(Responder::trouble).flatMap(Optional::stream).findFirst();
    if (flood.isPresent()) {
      close();
      nextLook = clocks.running().plus(REST);
      trouble = flood.map(it -> it + "; nothing is announced for " + REST.toMinutes() + " min");
    } else if (!looked || clocks.running().compareTo(nextLook) >= 0) {
      looked = true;
      nextLook = clocks.running().plus(LOOK_EVERY);
      trouble = look(now);
    }
    responders.forEach(it -> it.say(now));
    return once(trouble);
  }

  /// The networks of now: those that went are left, those that came are announced to.
  private Optional<String> look(Announcement now) {
    try {
      List<Lan> present = Lan.present().stream().filter(this::isServed).toList();
      List<Responder> gone = new ArrayList<>(responders);
      gone.removeIf(it -> present.contains(it.lan()));
      leave(gone);
      for (Lan lan : present) {
        if (responders.stream().noneMatch(it -> it.lan().equals(lan))) {
          responders.add(Responder.open(lan, now));
        }
      }
      return present.isEmpty() && !listening.isLoopbackAddress()
          ? Optional.of("no network with multicast is there: homes need this box's address")
          : Optional.empty();
    } catch (IOException e) {
      return Optional.of("this box can't announce itself: " + e.getMessage());
    }
  }

  private boolean isServed(Lan lan) {
    return listening.isAnyLocalAddress() || listening.equals(lan.address());
  }

  /// The same words twice in a row say nothing new.
  private Optional<String> once(Optional<String> trouble) {
    if (trouble.isEmpty() || trouble.get().equals(told)) return Optional.empty();
    told = trouble.get();
    return trouble;
  }

  /// The names by which this box is reached now, without `.local`; none until they are settled.
  public List<String> hosts() {
    return responders.stream().map(Responder::host).distinct().toList();
  }

  @Override
  public void close() {
    leave(List.copyOf(responders));
  }

  private void leave(List<Responder> gone) {
    responders.removeAll(gone);
    try (TaskGroup group = new TaskGroup(tasks)) {
      for (Responder each : gone) group.start("mdns goodbye", each::close);
      group.join();
    } catch (Exception e) {
      tasks.cancelSelf(); // only a cancel comes here; closing the group waits all the same
    }
  }
}
