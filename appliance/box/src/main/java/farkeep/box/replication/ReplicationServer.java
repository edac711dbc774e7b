package farkeep.box.replication;

import farkeep.box.host.HostBounds;
import farkeep.link.carrier.Link;
import farkeep.link.carrier.LinkStream;
import farkeep.link.protocol.Health;
import farkeep.objects.PeerId;
import farkeep.objects.port.Tasks;
import java.io.Closeable;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The box's side of replication: serves every home that AUTH let in, whoever dialled. Safe for
/// many threads.
public final class ReplicationServer implements Closeable {
  /// Sessions of one device at once.
  public static final int SESSIONS_PER_DEVICE_MAX = 4;

  private final Surroundings around;
  private final Budgets budgets;
  private final SessionRecords records;
  private final Tasks.Monitor monitor;
  private final Set<Session> sessions = new LinkedHashSet<>();
  private final Map<Session, Long> numbers = new LinkedHashMap<>();
  private long receivedBefore;
  private boolean closed;

  /// @param records who keeps account of sessions
  public ReplicationServer(Surroundings around, SessionRecords records) {
    this.around = around;
    this.records = records;
    this.budgets = Budgets.of(around.tasks(), around.clocks());
    this.monitor = around.tasks().monitor();
  }

  /// Keeps account of sessions. Called from any task; must not throw.
  public interface SessionRecords {
    /// A session has begun.
    ///
    /// @return its number
    long began(PeerId device);

    /// It goes on: what it has moved so far.
    default void goesOn(Account session) {}

    /// It has ended.
    ///
    /// @param outcome why, for people
    void ended(Account session, String outcome);
  }

  /// What a session has moved.
  ///
  /// @param objects admitted
  /// @param receivedBytes stored bytes of them
  /// @param sentBytes stored bytes sent
  public record Account(
      long number, PeerId device, long objects, long receivedBytes, long sentBytes) {}

  /// Whether a device has any vault here: AUTH lets nobody else in.
  public boolean knows(PeerId device) {
    return around.vaults().all().stream().anyMatch(vault -> vault.mayOpen(device));
  }

  /// Serves a home until its link ends, and closes the link. The caller's task does the work.
  ///
  /// @param stream the one that AUTH ran on
  /// @param device who AUTH proved is there
  public void serve(Link link, LinkStream stream, PeerId device) throws InterruptedException {
    Session session = new Session(link, stream, device, around, budgets);
    if (!enter(session)) {
      link.close();
      return;
    }
    long number = records.began(device);
    remember(session, number);
    String outcome = "stopped";
    try {
      outcome = session.serve();
    } finally {
      leave(session);
      records.ended(account(number, session), outcome);
    }
  }

  private static Account account(long number, Session session) {
    Session.Traffic moved = session.traffic();
    return new Account(
        number, session.device(), moved.objects(), moved.receivedBytes(), moved.sentBytes());
  }

  /// Gives account of every session that goes on.
  public void account() {
    Map<Session, Long> open;
    try (Tasks.Inside _ = monitor.inside()) {
      open = new LinkedHashMap<>(numbers);
    }
    open.forEach((session, number) -> records.goesOn(account(number, session)));
  }

  /// The newest session of a device counts: the oldest is ended for it, since it is most likely one
  /// whose path is gone.
  private boolean enter(Session session) {
    try (Tasks.Inside _ = monitor.inside()) {
      if (closed) return false;
      List<Session> same =
          sessions.stream().filter(it -> it.device().equals(session.device())).toList();
      if (same.size() >= SESSIONS_PER_DEVICE_MAX) {
        sessions.remove(same.getFirst());
        same.getFirst().stop();
      }
      sessions.add(session);
      share();
      return true;
    }
  }

  private void leave(Session session) {
    try (Tasks.Inside _ = monitor.inside()) {
      sessions.remove(session);
      if (numbers.remove(session) != null) receivedBefore += session.traffic().receivedBytes();
      share();
      monitor.signalAll();
    }
  }

  private void share() {
    if (budgets.gate().share(sessions.size())) sessions.forEach(Session::tellAllowance);
  }

  /// Lets so much through from now on, and tells all homes. Under a bound of bandwidth they are
  /// told each time, so that one who waits for an answer hears that the box is slow, and not stuck.
  public void allow(HostBounds bounds) {
    try (Tasks.Inside _ = monitor.inside()) {
      boolean news = budgets.gate().set(bounds, sessions.size());
      if (news || bounds.bytesPerSecond().isPresent()) sessions.forEach(Session::tellAllowance);
    }
  }

  /// Lets no vault be opened any more, until [#unshut].
  public void shut() {
    budgets.gate().shut();
  }

  /// Ends all sessions that there are, and waits for that: once [#shut], nothing is written on
  /// behalf of a home any more.
  public void endSessions() throws InterruptedException {
    Set<Session> open;
    try (Tasks.Inside _ = monitor.inside()) {
      open = new LinkedHashSet<>(sessions);
      open.addAll(numbers.keySet()); // one that was ended for a newer one may still be at work
    }
    open.forEach(Session::stop);
    try (Tasks.Inside _ = monitor.inside()) {
      while (open.stream().anyMatch(it -> sessions.contains(it) || numbers.containsKey(it))) {
        monitor.await();
      }
    }
  }

  /// Lets vaults be opened again.
  public void unshut() {
    budgets.gate().unshut();
  }

  private void remember(Session session, long number) {
    try (Tasks.Inside _ = monitor.inside()) {
      numbers.put(session, number);
    }
  }

  /// Sessions under way.
  public int sessions() {
    try (Tasks.Inside _ = monitor.inside()) {
      return sessions.size();
    }
  }

  /// Where the homes of all sessions are.
  public List<InetSocketAddress> peers() {
    try (Tasks.Inside _ = monitor.inside()) {
      return sessions.stream().map(Session::peerAddress).toList();
    }
  }

  /// Sessions of one device under way.
  public int sessions(PeerId device) {
    try (Tasks.Inside _ = monitor.inside()) {
      return (int) sessions.stream().filter(it -> it.device().equals(device)).count();
    }
  }

  /// Stored bytes of all objects that were admitted since the start.
  public long receivedBytes() {
    try (Tasks.Inside _ = monitor.inside()) {
      return receivedBefore
          + numbers.keySet().stream().mapToLong(it -> it.traffic().receivedBytes()).sum();
    }
  }

  /// Tells all homes how the box is.
  public void tellHealth(Health health) {
    try (Tasks.Inside _ = monitor.inside()) {
      sessions.forEach(session -> session.tellHealth(health));
    }
  }

  /// Ends all sessions, and lets none in any more. Does not wait.
  @Override
  public void close() {
    List<Session> open;
    try (Tasks.Inside _ = monitor.inside()) {
      closed = true;
      open = List.copyOf(sessions);
    }
    open.forEach(Session::stop);
    budgets.gate().unshut(); // who waits there does not see that its link is gone
  }

  /// Waits until all sessions have ended.
  public void join() throws InterruptedException {
    try (Tasks.Inside _ = monitor.inside()) {
      while (!sessions.isEmpty()) monitor.await();
    }
  }
}
