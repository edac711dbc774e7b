package farkeep.link.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.link.auth.AuthenticatedLink;
import farkeep.link.auth.Authenticator;
import farkeep.link.auth.Role;
import farkeep.link.carrier.Link;
import farkeep.link.carrier.LinkStream;
import farkeep.link.protocol.Opening;
import farkeep.link.protocol.PutReader;
import farkeep.link.protocol.PutWriter;
import farkeep.objects.Bytes32;
import farkeep.objects.ObjectId;
import farkeep.objects.SigningKey;
import farkeep.objects.port.Permits;
import farkeep.objects.port.TaskGroup;
import farkeep.objects.port.Tasks;
import farkeep.testkit.tasks.SimulatedTasks;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// One seed, one run: what everything else that is simulated rests on.
@Timeout(60)
class ReplayTest {
  private static final SigningKey HOME = SigningKey.ofSeed(new byte[32]);
  private static final SigningKey BOX =
      SigningKey.ofSeed(
          new byte[] {
            1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
            1, 1, 1
          });
  private static final int STREAMS = 4;
  private static final int OBJECTS = 20;
  private static final int UNACKNOWLEDGED_BYTES_MAX = 50_000;

  /// The trace of a home that logs in at a box and sends objects on several streams, of which only
  /// so many bytes may be without an answer.
  private record Trace(long fingerprint, List<String> lastSteps, Duration took) {}

  private static Trace traceOf(long seed) {
    SimulatedTasks tasks = new SimulatedTasks(seed);
    tasks.run(() -> {
      SimulatedPair pair = new SimulatedPair(tasks);
      pair.network().setDelay(Duration.ofMillis(20));
      Tasks.Task box = tasks.start("box", () -> receive(tasks, pair.listener().accept()));
      try (AuthenticatedLink link = as(tasks, HOME, Role.HOME).run(pair.dial())) {
        send(tasks, link.link());
        link.control().output().close();
        box.join();
      }
    });
    return new Trace(tasks.fingerprint(), tasks.lastSteps(), tasks.running());
  }

  private static Authenticator as(SimulatedTasks tasks, SigningKey key, Role role) {
    return new Authenticator(tasks, tasks.randomness(), key, role, _ -> true);
  }

  private static void send(SimulatedTasks tasks, Link link) throws Exception {
    Permits permits = new Permits(tasks, UNACKNOWLEDGED_BYTES_MAX);
    try (TaskGroup group = new TaskGroup(tasks)) {
      for (int i = 0; i < STREAMS; i++)
        group.start("send", () -> sendOn(tasks, link.open(), permits));
      group.join();
    }
  }

  private static void sendOn(SimulatedTasks tasks, LinkStream stream, Permits permits)
      throws IOException, InterruptedException {
    try (PutWriter writer = new PutWriter(stream)) {
      for (int i = 1; i <= OBJECTS; i++) {
        byte[] object = tasks.randomness().bytes(1 + (int) tasks.randomness().below(20_000));
        permits.acquire(object.length);
        writer.put(i, object);
        assertThat(stream.input().readNBytes(32)).isEqualTo(ObjectId.ofStored(object).bytes());
        permits.release(object.length);
      }
    }
  }

  private static void receive(SimulatedTasks tasks, Link link) throws Exception {
    AuthenticatedLink home = as(tasks, BOX, Role.BOX).run(link);
    try (TaskGroup group = new TaskGroup(tasks)) {
      for (int i = 0; i < STREAMS; i++) {
        LinkStream stream = home.link().accept();
        group.start("receive", () -> receiveOn(tasks, stream));
      }
      group.join();
    }
    assertThat(home.control().input().read()).isEqualTo(-1);
  }

  private static void receiveOn(SimulatedTasks tasks, LinkStream stream) throws IOException {
    assertThat(Opening.read(stream)).isEqualTo(new Opening.Put());
    PutReader reader = new PutReader(stream);
    int received = 0;
    for (Optional<PutReader.Announced> next = reader.next();
        next.isPresent();
        next = reader.next()) {
      Bytes32 id = ObjectId.ofStored(reader.stored()).value();
      tasks.note("admits " + id);
      stream.output().write(id.bytes());
      received++;
    }
    stream.close();
    assertThat(received).isEqualTo(OBJECTS);
  }

  @Test
  void an_exchange_between_home_and_box_is_repeated_by_its_seed_and_others_differ() {
    Set<Long> fingerprints = new HashSet<>();
    for (long seed = 0; seed < 8; seed++) {
      Trace first = traceOf(seed);
      assertThat(traceOf(seed)).as("seed %d", seed).isEqualTo(first);
      assertThat(fingerprints.add(first.fingerprint())).as("seed %d is new", seed).isTrue();
    }
  }
}
