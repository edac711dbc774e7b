package farkeep.home.cli;

import farkeep.home.node.Addresses;
import farkeep.home.node.Daemon;
import farkeep.home.node.Failure;
import farkeep.home.node.HomeListener;
import farkeep.link.carrier.AddressText;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "run",
    description = "The daemon: watches folders, sends what changes, answers commands.")
final class RunCommand implements Callable<Integer> {
  private static final long STOP_SECONDS_MAX = 30;

  @ParentCommand @Nullable Farkeep farkeep;

  @Option(
      names = "--listen",
      paramLabel = "ADDRESS:PORT",
      description = "take boxes that dial home here")
  @Nullable String listen;

  @Override
  public Integer call() throws InterruptedException {
    CountDownLatch closed = new CountDownLatch(1);
    try {
      return run(closed);
    } finally {
      closed.countDown();
    }
  }

  private int run(CountDownLatch closed) throws InterruptedException {
    Farkeep root = Objects.requireNonNull(farkeep);
    Path state = root.stateDirectory();
    try (LocalNode node = LocalNode.forDaemon(state, listen != null, root.reach());
        HomeListener _ = listener(node)) {
      Daemon daemon = new Daemon(node.node(), node.presence(), node.watching(), node.outside());
      Runtime.getRuntime()
          .addShutdownHook(Thread.ofPlatform().unstarted(() -> end(daemon, closed)));
      daemon.run(LocalNode.controlSocket(state), node.verbs(daemon::stop));
      return 0;
    } catch (IOException | RuntimeException e) {
      try (Output output = Output.of(root)) {
        output.tell(Failure.of(e));
      }
      return Failure.of(e).exit();
    }
  }

  /// At a signal: the process must not end before the state is closed, and not be kept from ending
  /// for ever.
  private static void end(Daemon daemon, CountDownLatch closed) {
    daemon.stop();
    try {
      closed.await(STOP_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private @Nullable HomeListener listener(LocalNode node) throws IOException {
    if (listen == null) return null;
    InetSocketAddress address = Addresses.parse(listen);
    HomeListener listener =
        new HomeListener(
            new InetSocketAddress(address.getHostString(), address.getPort()),
            node.node(),
            node.network(),
            node.directory(),
            node.outside());
    System.err.println("farkeep: boxes may dial " + AddressText.shown(listener.address()));
    return listener;
  }
}
