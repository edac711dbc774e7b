package farkeep.home.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.home.alarm.Alarms;
import farkeep.home.alarm.Channel;
import farkeep.home.engine.Boxes;
import farkeep.home.outage.HomeSide;
import farkeep.home.outage.Knock;
import farkeep.home.outage.Surroundings;
import farkeep.home.replicate.BoxEvents;
import farkeep.home.replicate.Connector;
import farkeep.home.replicate.Patience;
import farkeep.link.carrier.Carrier;
import farkeep.link.carrier.Link;
import farkeep.link.carrier.TlsIdentity;
import farkeep.link.discovery.Finder;
import farkeep.link.protocol.Health;
import farkeep.objects.PeerId;
import farkeep.testkit.tasks.ForwardedTasks;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoxWatchTest {
  private final List<String> sent = new ArrayList<>();
  private WatchedHome home;
  private BoxWatch watch;
  private Alarms alarms;

  @TempDir Path directory;

  @BeforeEach
  void open() throws Exception {
    home = new WatchedHome(directory.resolve("state"));
    home.node.connect(new NoWays(), new Patience(Duration.ofMillis(50), Duration.ofMillis(1)));
    LanSearch lan = new LanSearch(Finder.NONE, home.ports);
    Surroundings nothing = new NoSurroundings();
    alarms = new Alarms(home.state, _ -> message -> note(message.title()), home.ports, home.events);
    alarms.add(new Channel.Desktop());
    OutageWatch outages =
        new OutageWatch(
            new OutageWatch.Means(nothing, lan, home.life, home.presence, home.events), home.ports);
    Watching.Outside outside = new Watching.Outside(home.ports, _ -> message -> "", nothing);
    Network network =
        new Network(
            new NoCarrier(),
            Finder.NONE,
            home.ports,
            new Arrivals(home.ports.tasks(), home.clock, false),
            home.state);
    Watching watching = new Watching(home.node, network, home.presence, home.state, outside);
    Statuses statuses =
        new Statuses(home.node, home.presence, new KnownAddresses(home.state), watching);
    watch = new BoxWatch(statuses, home.presence, alarms, outages, home.life);
  }

  private String note(String title) {
    sent.add(title);
    return "taken";
  }

  @AfterEach
  void close() throws Exception {
    home.close();
  }

  @ParameterizedTest
  @CsvSource({
    "STATE_UNKNOWN, false", "OK, false", "WORKING, false",
    "ATTENTION_HOST, true", "ATTENTION_OWNER, true", "FAULT, true"
  })
  void a_box_is_in_trouble_when_somebody_has_to_see_to_it(Health.State state, boolean trouble) {
    Health health = Health.newBuilder().setState(state).setSentence("The box is full.").build();

    assertThat(BoxWatch.trouble(health).isPresent()).isEqualTo(trouble);
    if (trouble) assertThat(BoxWatch.trouble(health)).contains("The box is full.");
  }

  @Test
  void a_home_without_boxes_has_nothing_to_alarm_about() throws Exception {
    watch.look();
    home.clock.pass(Duration.ofDays(30));
    watch.look();
    assertThat(sent).isEmpty();
  }

  @Test
  void a_look_that_fails_does_not_end_the_watch() throws Exception {
    Path stamp = directory.resolve("state/home-life.json");
    CountedTasks tasks = new CountedTasks(home, directory.resolve("state"), 4);

    assertThatThrownBy(() -> watch.run(tasks)).isInstanceOf(InterruptedException.class);

    assertThat(tasks.slept).containsOnly(BoxWatch.LOOK_EVERY).hasSize(4);
    assertThat(stamp).as("written again once that was possible").exists();
  }

  /// Lets the state directory vanish for one look, and the clock run.
  private static final class CountedTasks extends ForwardedTasks {
    private final List<Duration> slept = new ArrayList<>();
    private final WatchedHome home;
    private final Path state;
    private final int most;

    CountedTasks(WatchedHome home, Path state, int most) {
      super(home.ports.tasks());
      this.home = home;
      this.state = state;
      this.most = most;
    }

    @Override
    public void sleep(Duration time) throws InterruptedException {
      slept.add(time);
      home.clock.pass(Duration.ofMinutes(6));
      Path away = state.resolveSibling("away");
      try {
        if (slept.size() == 1) Files.move(state, away);
        if (slept.size() == 2) {
          Files.move(away, state);
          Files.deleteIfExists(state.resolve("home-life.json"));
        }
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
      if (slept.size() == most) throw new InterruptedException();
    }
  }

  private static final class NoWays implements Boxes.Ways {
    @Override
    public Connector to(PeerId box) {
      return () -> {
        throw new IOException("nobody answers");
      };
    }

    @Override
    public BoxEvents events(PeerId box) {
      return new BoxEvents() {};
    }
  }

  private static final class NoCarrier implements Carrier {
    @Override
    public Link dial(InetSocketAddress address, Expected expected, String protocol)
        throws IOException {
      throw new IOException("nobody answers");
    }

    @Override
    public Listener listen(InetSocketAddress address, TlsIdentity identity, Admission admission) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }

  private static final class NoSurroundings implements Surroundings {
    @Override
    public HomeSide home() {
      return HomeSide.WELL;
    }

    @Override
    public Knock knock(List<String> addresses) {
      return Knock.SILENT;
    }

    @Override
    public boolean isNear(List<String> addresses) {
      return false;
    }
  }
}
