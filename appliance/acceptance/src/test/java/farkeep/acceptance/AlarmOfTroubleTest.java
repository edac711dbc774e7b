package farkeep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import farkeep.home.alarm.AlarmPolicy;
import farkeep.home.alarm.Alarms;
import farkeep.home.alarm.BoxCondition;
import farkeep.home.engine.Ports;
import farkeep.home.events.EventLog;
import farkeep.home.state.StateDirectory;
import farkeep.objects.port.Clocks;
import farkeep.objects.system.SystemClocks;
import farkeep.objects.system.SystemRandomness;
import farkeep.objects.system.SystemTasks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A box says that somebody has to see to it, and the owner hears of it: real programs, a real
/// server for the webhook.
class AlarmOfTroubleTest {

  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private HttpServer hook;

  @TempDir Path directory;

  @BeforeEach
  void listen() throws IOException {
    hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
    hook.createContext(
        "/",
        exchange -> {
          heard.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    hook.start();
  }

  @AfterEach
  void stop() {
    hook.stop(0);
  }

  @Test
  void a_box_that_is_full_sets_off_the_alarm_at_home() throws Exception {
    try (Pair pair = Pair.make(directory)) {
      String url = "http://127.0.0.1:" + hook.getAddress().getPort() + "/farkeep";
      pair.home().must("alarm", "add", "webhook", url);
      pair.home().must("alarm", "test");
      assertThat(heard.take()).contains("\"event\":\"test\"");
      pair.box().stop();
      pair.restartBox("--reserve-bytes", "900TiB");
      seenBefore(pair);

      Process daemon = pair.home().startDaemon();
      try {
        String alarm = heard.poll(4, TimeUnit.MINUTES);
        assertThat(alarm)
            .contains("\"event\":\"alarm\"", "The box is full: it keeps what it has")
            .doesNotContain("silent");
      } finally {
        daemon.destroyForcibly().waitFor();
      }
    }
  }

  /// A trouble has to last for minutes before it is told: an earlier run saw it that long ago.
  private static void seenBefore(Pair pair) throws Exception {
    String id = pair.boxId();
    try (StateDirectory state = StateDirectory.open(pair.home().state())) {
      Clocks then = new Earlier(AlarmPolicy.LASTS_MIN.plusSeconds(1));
      Ports ports = new Ports(new SystemTasks(), then, new SystemRandomness());
      Alarms alarms =
          new Alarms(state, _ -> message -> "nobody is told yet", ports, new EventLog(state, then));
      BoxCondition full =
          new BoxCondition(
              id, "box", true, Optional.of(then.wall()), Optional.of("The box is full."), "");
      alarms.look(List.of(full), Duration.ZERO);
    }
  }

  /// The time some minutes ago.
  private record Earlier(Duration ago) implements Clocks {
    @Override
    public Instant wall() {
      return new SystemClocks().wall().minus(ago);
    }

    @Override
    public Duration running() {
      return new SystemClocks().running();
    }
  }
}
