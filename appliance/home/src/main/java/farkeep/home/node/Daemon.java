package farkeep.home.node;

import farkeep.home.control.ControlServer;
import farkeep.home.control.Verbs;
import farkeep.home.engine.HomeNode;
import farkeep.home.engine.Ports;
import farkeep.objects.port.Tasks;
import java.io.IOException;
import java.nio.file.Path;

/// What `farkeep run` does: keeps every bound folder, and answers requests on the control socket,
/// until it is stopped.
public final class Daemon {
  private final HomeNode node;
  private final Presence presence;
  private final Watching watching;
  private final Ports ports;
  private final Tasks.Monitor monitor;
  private boolean stopped;

  /// @param node connected; not closed here
  public Daemon(HomeNode node, Presence presence, Watching watching, Ports ports) {
    this.node = node;
    this.presence = presence;
    this.watching = watching;
    this.ports = ports;
    this.monitor = ports.tasks().monitor();
  }

  /// Asks the daemon to end.
  public void stop() {
    try (var _ = monitor.inside()) {
      stopped = true;
      monitor.signalAll();
    }
  }

  /// Runs until [#stop].
  ///
  /// @param socket where requests come
  public void run(Path socket, Verbs verbs) throws IOException, InterruptedException {
    try (ControlServer _ = new ControlServer(socket, verbs, ports.tasks())) {
      Tasks.Task keepers =
          ports
              .tasks()
              .start(
                  "folders", new FolderKeepers(new FolderLane.Around(node, presence, ports))::run);
      Tasks.Task watch = ports.tasks().start("boxes", watching::run);
      try {
        awaitStop();
      } finally {
        watch.cancel();
        keepers.cancel();
      }
    }
  }

  private void awaitStop() throws InterruptedException {
    try (var _ = monitor.inside()) {
      while (!stopped) monitor.await();
    }
  }
}
