package farkeep.home.replicate;

import farkeep.link.auth.AuthenticatedLink;
import farkeep.link.auth.Backoff;
import farkeep.link.carrier.AddressText;
import farkeep.link.carrier.LinkClosedException;
import farkeep.link.protocol.Cancellation;
import farkeep.objects.port.Clocks;
import farkeep.objects.port.Randomness;
import farkeep.objects.port.TaskGroup;
import farkeep.objects.port.Tasks;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Keeps a session with a box: when one ends, the next is made, with growing waits while that
/// fails; who begins to wait for one ends such a wait. Safe for many threads.
public final class Reconnecting implements Closeable {
  /// What is said to whoever still wants a link then.
  public static final String CLOSING = "this home is closing";

  /// How often one thing is tried at least, each time in another session, before it is given up.
  static final int TRIES_MIN = 5;

  private final Ports ports;
  private final Patience patience;
  private final BoxEvents events;
  private final Life life;
  private final Tasks.Monitor monitor;
  private final TaskGroup group;
  private @Nullable BoxSession session;
  private @Nullable IOException problem;
  private @Nullable Duration aloneSince;
  private boolean wanted;
  private boolean closed;

  /// What sessions are made with.
  public record Ports(Connector connector, Tasks tasks, Clocks clocks, Randomness randomness) {}

  /// What happens when a session begins and ends.
  interface Life {
    /// @throws IOException the session can't begin; another attempt follows
    BoxSession begin(AuthenticatedLink connection, Ports ports)
        throws IOException, InterruptedException;

    void ended(BoxSession session);

    /// Whoever waits for the box waits in vain.
    void hopeless(ReplicationException why);
  }

  /// Something done within one session, and again in the next when that one broke.
  @FunctionalInterface
  interface Call<T> {
    T run(BoxSession session) throws IOException, InterruptedException;
  }

  Reconnecting(Ports ports, Patience patience, BoxEvents events, Life life) {
    this.ports = ports;
    this.patience = patience;
    this.events = events;
    this.life = life;
    this.monitor = ports.tasks().monitor();
    this.group = new TaskGroup(ports.tasks());
  }

  void start() {
    aloneSince = ports.clocks().running();
    group.start("box sessions", this::keep);
  }

  private void keep() throws InterruptedException {
    Backoff backoff = new Backoff(ports.clocks(), ports.randomness());
    while (true) {
      Duration began = ports.clocks().running();
      boolean met = attempt();
      if (met && backoff.sessionEnded(began)) continue;
      // A box that ends each session at once is not hurried on: that would never end.
      if (met) ports.tasks().sleep(backoff.next());
      else if (pause(backoff.next())) backoff.restart();
    }
  }

  /// @return whether somebody wants the box now, so the pause was cut short
  private boolean pause(Duration wait) throws InterruptedException {
    Duration end = ports.clocks().running().plus(wait);
    try (Tasks.Inside _ = monitor.inside()) {
      while (!wanted) {
        Duration left = end.minus(ports.clocks().running());
        if (!left.isPositive()) return false;
        monitor.await(left);
      }
      wanted = false;
      return true;
    }
  }

  /// @return whether there was a session
  private boolean attempt() throws InterruptedException {
    try {
      AuthenticatedLink connection = ports.connector().connect();
      BoxSession begun = life.begin(connection, ports);
      publish(begun);
      events.connected(AddressText.shown(connection.link().peerAddress()));
      IOException why = begun.awaitEnd();
      withdraw(begun, why);
      return true;
    } catch (InterruptedIOException e) {
      throw Cancellation.of(e);
    } catch (IOException | RuntimeException e) {
      IOException why =
          e instanceof IOException io ? io : new IOException("connecting failed: " + e, e);
      withdraw(null, why);
      return false;
    }
  }

  private void publish(BoxSession begun) {
    try (Tasks.Inside _ = monitor.inside()) {
      session = begun;
      wanted = false;
      problem = null;
      aloneSince = null;
      monitor.signalAll();
    }
  }

  private void withdraw(@Nullable BoxSession ended, IOException why) {
    try (Tasks.Inside _ = monitor.inside()) {
      session = null;
      problem = why;
      if (aloneSince == null) aloneSince = ports.clocks().running();
      monitor.signalAll();
    }
    if (ended != null) life.ended(ended);
    events.disconnected(String.valueOf(why.getMessage()));
    tellHopeless();
  }

  private void tellHopeless() {
    try {
      expect();
    } catch (ReplicationException e) {
      life.hopeless(e);
    } catch (IOException e) {
      // closing: nobody is to be told
    }
  }

  /// Waits for a session.
  ///
  /// @throws ReplicationException.Unreachable there is none, and patience has ended
  /// @throws ReplicationException.Refused the box does not let this device in
  BoxSession await() throws IOException, InterruptedException {
    try (Tasks.Inside _ = monitor.inside()) {
      throwIfClosed();
      if (session == null) {
        wanted = true;
        monitor.signalAll();
      }
      while (session == null) {
        Duration left = throwHopeless();
        monitor.await(left);
      }
      return session;
    }
  }

  /// Throws when there has been no session for too long; returns at once otherwise.
  void expect() throws IOException {
    try (Tasks.Inside _ = monitor.inside()) {
      if (session == null) throwHopeless();
    }
  }

  /// The last session may still be there, and be of no use.
  private void throwIfClosed() throws LinkClosedException {
    if (closed) throw new LinkClosedException(CLOSING);
  }

  private Duration throwHopeless() throws IOException {
    throwIfClosed();
    if (problem instanceof ReplicationException.Refused refused) throw refused.again();
    Duration now = ports.clocks().running();
    Duration alone = now.minus(aloneSince == null ? now : aloneSince);
    Duration left = patience.after(problem).minus(alone);
    if (left.isPositive()) return left;
    IOException why = problem == null ? new IOException("no answer yet") : problem;
    throw new ReplicationException.Unreachable(
        "no box could be reached for %d s: %s".formatted(alone.toSeconds(), why.getMessage()), why);
  }

  /// Does something within a session, again in the next one when that breaks.
  ///
  /// @throws ReplicationException the box refuses, can't be reached, or can be reached and never
  ///   brings it to an end
  <T> T call(Call<T> call) throws IOException, InterruptedException {
    @Nullable Duration failedFirst = null;
    for (int tries = 1; ; tries++) {
      BoxSession current = await();
      try {
        return call.run(current);
      } catch (ReplicationException e) {
        throw e;
      } catch (IOException e) {
        Duration now = ports.clocks().running();
        if (failedFirst == null) failedFirst = now;
        boolean patient = now.minus(failedFirst).compareTo(patience.waitMax()) < 0;
        if (tries >= TRIES_MIN && !patient) throw givenUp(tries, e);
        awaitOther(current);
      }
    }
  }

  private static ReplicationException givenUp(int tries, IOException why) {
    return new ReplicationException.Unreachable(
        "the box answers, but after %d tries not as it should: %s"
            .formatted(tries, why.getMessage()),
        why);
  }

  /// A call failed: its session ends, if it has not yet.
  private void awaitOther(BoxSession broken) throws InterruptedException {
    broken.end();
    try (Tasks.Inside _ = monitor.inside()) {
      while (session == broken && !closed) monitor.await();
    }
  }

  @Override
  public void close() {
    try (Tasks.Inside _ = monitor.inside()) {
      closed = true;
      if (session != null) session.end();
      monitor.signalAll();
    }
    group.close();
  }
}
