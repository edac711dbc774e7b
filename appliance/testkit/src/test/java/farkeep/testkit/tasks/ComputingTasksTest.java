package farkeep.testkit.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.objects.port.Tasks;
import farkeep.objects.system.SystemTasks;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// Tasks of a process that has one processor, and as many that compute as [SystemTasks] allows.
class ComputingTasksTest {
  /// Three homes that send: four streams each and what takes in their objects, and one more.
  private static final int COMPUTING = 16;

  /// After which a task that should run is taken never to.
  private static final Duration PATIENCE = Duration.ofSeconds(100);

  @Test
  void who_computes_keeps_nobody_from_running() throws IOException, InterruptedException {
    // in a process of its own: the number of processors is fixed when one starts
    Process process =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx64m",
                "-XX:ActiveProcessorCount=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                OneProcessor.class.getName())
            .inheritIO()
            .start();
    try {
      assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  /// Ends when a task that sleeps, and one that it wakes, have run beside those that compute.
  static final class OneProcessor {
    private OneProcessor() {}

    public static void main(String[] arguments) throws InterruptedException, ExecutionException {
      Tasks tasks = new SystemTasks();
      AtomicBoolean enough = new AtomicBoolean();
      List<Tasks.Task> computing = new ArrayList<>();
      for (int i = 0; i < COMPUTING; i++) {
        computing.add(tasks.start("computing", () -> computeUntil(enough)));
      }
      Tasks.Task sleeper = tasks.start("sleeper", () -> tasks.sleep(Duration.ofMillis(10)));
      tasks.start("woken", sleeper::join).join();
      enough.set(true);
      for (Tasks.Task each : computing) each.join();
    }

    private static void computeUntil(AtomicBoolean enough) {
      while (!enough.get()) Thread.onSpinWait();
    }
  }
}
