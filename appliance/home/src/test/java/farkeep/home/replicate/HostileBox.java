package farkeep.home.replicate;

import com.google.protobuf.ByteString;
import farkeep.link.auth.AuthenticatedLink;
import farkeep.link.auth.Authenticator;
import farkeep.link.auth.Role;
import farkeep.link.carrier.Carrier;
import farkeep.link.carrier.CarrierPorts;
import farkeep.link.carrier.Link;
import farkeep.link.carrier.LinkSettings;
import farkeep.link.carrier.LinkSettings.Counts;
import farkeep.link.carrier.LinkSettings.Times;
import farkeep.link.carrier.LinkStream;
import farkeep.link.carrier.TlsIdentity;
import farkeep.link.carrier.nativequic.NativeQuicCarrier;
import farkeep.link.protocol.Frames;
import farkeep.link.protocol.Greeting;
import farkeep.link.protocol.Opened;
import farkeep.link.protocol.Opening;
import farkeep.link.protocol.ToBox;
import farkeep.link.protocol.ToHome;
import farkeep.objects.SigningKey;
import farkeep.objects.VaultId;
import farkeep.objects.system.SystemClocks;
import farkeep.objects.system.SystemRandomness;
import farkeep.objects.system.SystemTasks;
import farkeep.testkit.tasks.HastyTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// A box that has the right keys and says whatever a test wants, over native QUIC on the loopback;
/// and the client of a home that talks to it, whose time runs [#TIMES] as fast.
final class HostileBox implements AutoCloseable {
  static final VaultId VAULT = new VaultId(new farkeep.objects.Bytes32(5, 5, 5, 5));

  private static final int TIMES = 60;
  private static final Duration LINGER = Duration.ofMillis(10);
  private static final int LINGER_MAX = 50;
  private static final SigningKey BOX = SigningKey.ofSeed(new byte[SigningKey.SEED_BYTES]);
  private static final LinkSettings SETTINGS =
      LinkSettings.ordinary()
          .with(new Counts(64, LinkSettings.STREAMS_MAX, 64, 10_000))
          .with(
              new Times(
                  Duration.ofSeconds(30),
                  LinkSettings.PROGRESS_MAX,
                  LinkSettings.IDLE_MAX,
                  LinkSettings.KEEP_ALIVE));

  final AtomicInteger sessions = new AtomicInteger();
  private final SystemTasks tasks = new SystemTasks();
  private final SystemClocks clocks = new SystemClocks();
  private final SystemRandomness randomness = new SystemRandomness();
  private final SigningKey home = SigningKey.ofSeed(randomness.bytes(SigningKey.SEED_BYTES));
  private final Carrier carrier =
      new NativeQuicCarrier(SETTINGS, new CarrierPorts(tasks, clocks, randomness));
  private final Carrier.Listener listener;
  private final Deed deed;

  /// What the box does in each session.
  @FunctionalInterface
  interface Deed {
    /// Does it; the link is closed soon afterwards.
    void run(Session session) throws Exception;
  }

  HostileBox(Deed deed) throws IOException {
    this.deed = deed;
    this.listener =
        carrier.listen(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            TlsIdentity.generate(randomness, Instant.EPOCH),
            () -> Set.of(Carrier.FARKEEP));
    tasks.start("hostile box", this::accept);
  }

  private void accept() throws IOException, InterruptedException {
    while (true) {
      Link link = listener.accept();
      sessions.incrementAndGet();
      tasks.start("session", () -> serve(link));
    }
  }

  private void serve(Link link) throws Exception {
    try (link) {
      var known = new Authenticator(tasks, randomness, BOX, Role.BOX, _ -> true).run(link);
      deed.run(new Session(link, known.control(), tasks, clocks));
      // a link that closes takes with it what was said last and has not arrived
      for (int i = 0; i < LINGER_MAX && link.isOpen(); i++) tasks.sleep(LINGER);
    }
  }

  /// One session, after AUTH.
  record Session(Link link, LinkStream control, SystemTasks tasks, SystemClocks clocks) {
    ToBox hear() throws IOException {
      return Frames.read(control.input(), ToBox.parser()).orElseThrow(() -> new IOException("end"));
    }

    void say(ToHome.Builder word) throws IOException {
      Frames.write(control.output(), word.build());
    }

    void answer(ToBox asked, ToHome.Builder word) throws IOException {
      say(word.setRequest(asked.getRequest()));
    }

    Session greet() throws IOException {
      control.allowSilence();
      hear();
      say(ToHome.newBuilder().setHello(Greeting.say("hostile", Set.of(), clocks)));
      return this;
    }

    /// HELLO and OPEN as a box should, with these heads.
    Session open(byte[]... heads) throws IOException {
      greet();
      Opened.Builder opened = Opened.newBuilder();
      for (byte[] head : heads) opened.addHeads(ByteString.copyFrom(head));
      answer(hear(), ToHome.newBuilder().setOpened(opened));
      return this;
    }

    /// The next stream that the home opens, after its first frame.
    LinkStream stream() throws IOException, InterruptedException {
      LinkStream stream = link.accept();
      Opening.read(stream);
      return stream;
    }

    /// Until the home has had enough.
    void untilTheEnd() throws InterruptedException {
      while (link.isOpen()) tasks.sleep(Duration.ofMillis(10));
    }
  }

  /// A home's client.
  ///
  /// @param waitMax how long it waits for the box, in its own hasty time
  BoxClient client(Duration waitMax) {
    HastyTime hasty = new HastyTime(TIMES);
    Patience patience = new Patience(waitMax, waitMax);
    return new BoxClient(
        VAULT,
        new Reconnecting.Ports(this::dial, hasty, hasty, randomness),
        patience,
        new BoxEvents() {});
  }

  private AuthenticatedLink dial() throws IOException, InterruptedException {
    Link link =
        carrier.dial(listener.address(), new Carrier.Expected.AnyForPairing(), Carrier.FARKEEP);
    return new Authenticator(tasks, randomness, home, Role.HOME, _ -> true).run(link);
  }

  @Override
  public void close() throws IOException {
    listener.close();
    carrier.close();
  }
}
