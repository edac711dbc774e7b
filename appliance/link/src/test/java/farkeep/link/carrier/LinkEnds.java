package farkeep.link.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.link.carrier.LinkSettings.Counts;
import farkeep.link.carrier.LinkSettings.Times;
import farkeep.objects.port.Tasks;
import farkeep.testkit.SeededRandomness;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// Two carriers with a link between them, for [StreamContract] and [LinkContract].
public abstract class LinkEnds {
  /// The carrier of the side that dials. The test closes it.
  protected abstract Carrier callerCarrier(LinkSettings settings);

  /// The carrier of the side that listens. The test closes it.
  protected abstract Carrier listenerCarrier(LinkSettings settings);

  /// The ports both use.
  protected abstract CarrierPorts ports();

  /// An address to listen at, whose port is 0.
  protected abstract InetSocketAddress anyPort();

  /// An address at which nobody listens.
  protected abstract InetSocketAddress deadPort() throws IOException;

  /// Runs a test where tasks may wait. A simulation overrides it.
  protected void run(Tasks.Work test) throws Exception {
    test.run();
  }

  /// For handshakes on a machine that is busy with other tests.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  protected static LinkSettings settings() {
    LinkSettings ordinary = LinkSettings.ordinary();
    Counts counts = ordinary.counts();
    Times times = ordinary.times();
    return ordinary
        .with(new Counts(counts.linksMax(), counts.streamsMax(), counts.unauthenticatedMax(), 1000))
        .with(new Times(PATIENCE, times.progressMax(), times.idleMax(), times.keepAlive()));
  }

  protected static LinkSettings withProgress(Duration progressMax) {
    Times times = settings().times();
    return settings()
        .with(new Times(times.handshakeMax(), progressMax, times.idleMax(), times.keepAlive()));
  }

  protected static void echo(LinkStream stream) throws IOException {
    try (stream) {
      byte[] buffer = new byte[50_000];
      for (int n = 0; n >= 0; n = stream.input().read(buffer)) {
        stream.output().write(buffer, 0, n);
      }
    }
  }

  /// Sends some bytes on a new stream and expects them back.
  protected static void ask(Link link, int length) throws Exception {
    byte[] sent = new SeededRandomness(length).bytes(1 + length * 100);
    try (LinkStream stream = link.open()) {
      stream.output().write(sent);
      stream.output().close();
      assertThat(stream.input().readAllBytes()).isEqualTo(sent);
    }
  }

  protected final Tasks.Task start(String name, Tasks.Work work) {
    return ports().tasks().start(name, work);
  }

  protected static void join(List<Tasks.Task> tasks) throws Exception {
    for (Tasks.Task task : tasks) task.join();
  }

  /// A caller and a listener with a link between them.
  protected final class Ends implements AutoCloseable {
    private final TlsIdentity identity =
        TlsIdentity.generate(ports().randomness(), java.time.Instant.EPOCH);
    private volatile Set<String> offered = Set.of(Carrier.FARKEEP);
    private final Carrier callerCarrier;
    private final Carrier listenerCarrier;
    private final Carrier.Listener listener;
    private final Link caller;
    private final Link listening;

    protected Ends(LinkSettings settings) throws Exception {
      callerCarrier = callerCarrier(settings);
      listenerCarrier = listenerCarrier(settings);
      listener = listenerCarrier.listen(anyPort(), identity, () -> offered);
      caller = dial(expected(), Carrier.FARKEEP);
      listening = listener.accept();
    }

    Link dial(Carrier.Expected expected, String protocol) throws Exception {
      return callerCarrier.dial(listener.address(), expected, protocol);
    }

    Carrier.Expected expected() {
      return new Carrier.Expected.OneOf(Set.of(identity.pin()));
    }

    void offer(Set<String> protocols) {
      offered = protocols;
    }

    TlsIdentity identity() {
      return identity;
    }

    Carrier.Listener listener() {
      return listener;
    }

    Link caller() {
      return caller;
    }

    Link listening() {
      return listening;
    }

    @Override
    public void close() throws IOException {
      caller.close();
      listening.close();
      listener.close();
      callerCarrier.close();
      listenerCarrier.close();
    }
  }
}
