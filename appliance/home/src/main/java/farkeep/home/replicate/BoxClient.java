package farkeep.home.replicate;

import com.google.protobuf.ByteString;
import farkeep.link.auth.AuthenticatedLink;
import farkeep.link.protocol.Allowance;
import farkeep.link.protocol.Behind;
import farkeep.link.protocol.Commit;
import farkeep.link.protocol.FailureException;
import farkeep.link.protocol.Greeting;
import farkeep.link.protocol.Lacks;
import farkeep.link.protocol.Missing;
import farkeep.link.protocol.Opened;
import farkeep.link.protocol.PeerText;
import farkeep.link.protocol.ProtocolViolationException;
import farkeep.link.protocol.Settle;
import farkeep.link.protocol.ToBox;
import farkeep.link.protocol.ToHome;
import farkeep.link.protocol.ToHome.WhatCase;
import farkeep.link.protocol.WireIds;
import farkeep.objects.FolderTag;
import farkeep.objects.MalformedObjectException;
import farkeep.objects.ObjectId;
import farkeep.objects.PeerId;
import farkeep.objects.VaultId;
import farkeep.objects.log.HeadMove;
import farkeep.objects.log.VaultLog;
import farkeep.objects.port.Tasks;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One box, as long as this process runs: sends objects in order, moves heads, reads back. Links
/// break and are made anew underneath; whoever waits just waits longer, until patience ends. Safe
/// for many threads, but objects are sent by one task at a time.
public final class BoxClient implements Closeable {
  /// Ids asked for in one LACKS? frame, so that it stays under 64 KiB.
  static final int LACKS_IDS_MAX = 1_800;

  /// Folders whose heads are remembered: more than a vault log can name.
  static final int HEADS_MAX = VaultLog.ENTRIES_MAX;

  static final String PROGRAM = Greeting.program("farkeep", BoxClient.class);

  private final VaultId vault;
  private final Window window;
  private final Reconnecting sessions;
  private final BoxEvents events;
  private final Tasks.Monitor monitor;
  private final Map<FolderTag, HeadMove> heads = new HashMap<>();
  private @Nullable PeerId box;

  /// Begins to connect, and goes on until closed.
  public BoxClient(VaultId vault, Reconnecting.Ports ports, Patience patience, BoxEvents events) {
    this.vault = vault;
    this.events = events;
    this.monitor = ports.tasks().monitor();
    this.window = new Window(ports.tasks());
    this.sessions = new Reconnecting(ports, patience, events, new Life());
    sessions.start();
  }

  private final class Life implements Reconnecting.Life {
    @Override
    public BoxSession begin(AuthenticatedLink connection, Reconnecting.Ports ports)
        throws IOException, InterruptedException {
      BoxSession session = new BoxSession(connection, ports.tasks(), ports.clocks());
      try {
        opening(session);
        Opened opened = session.open(vault, ports.clocks(), BoxClient.this::told);
        session.greeting().ifPresent(events::greeted);
        for (ByteString head : opened.getHeadsList()) rememberHead(head);
        Set<ObjectId> present = new HashSet<>(window.ids());
        lacks(session, present).forEach(present::remove);
        window.attach(session, present);
        return session;
      } catch (IOException | InterruptedException | RuntimeException e) {
        session.end();
        throw e;
      }
    }

    @Override
    public void ended(BoxSession session) {
      window.goOn();
      window.detach(session);
    }

    @Override
    public void hopeless(ReplicationException why) {
      window.fail(why);
    }
  }

  private void opening(BoxSession session) {
    window.goOn();
    try (Tasks.Inside _ = monitor.inside()) {
      box = session.box();
      heads.clear();
    }
  }

  private HeadMove rememberHead(ByteString encoded) throws ProtocolViolationException {
    HeadMove head = parsed(encoded);
    try (Tasks.Inside _ = monitor.inside()) {
      if (heads.size() >= HEADS_MAX && !heads.containsKey(head.folder())) {
        throw new ProtocolViolationException(
            "the box names heads of more than %d folders".formatted(HEADS_MAX));
      }
      heads.put(head.folder(), head);
    }
    return head;
  }

  private static HeadMove parsed(ByteString encoded) throws ProtocolViolationException {
    try {
      return HeadMove.parse(encoded.toByteArray());
    } catch (MalformedObjectException e) {
      throw new ProtocolViolationException("the box names a head that is none", e);
    }
  }

  private void told(BoxSession by, ToHome message) throws IOException {
    switch (message.getWhatCase()) {
      case STORED -> landed(by, message.getStored().getNumber());
      case MISSING -> fail(by, missing(message.getMissing()));
      case FULL ->
          fail(
              by,
              new ReplicationException.Full(
                  message.getFull().getNeededBytes(), message.getFull().getFreeBytes()));
      case REFUSED ->
          fail(
              by,
              new ReplicationException.Refused(PeerText.reason(message.getRefused().getReason())));
      case HEAD_MOVED -> events.headMoved(rememberHead(message.getHeadMoved().getHead()));
      case HEALTH -> events.health(message.getHealth());
      case ALLOWANCE -> allowed(by, message.getAllowance());
      case BOX_INTRODUCTION -> events.introduced(message.getBoxIntroduction());
      case HELLO,
          OPENED,
          LACKS,
          MOVED,
          BEHIND,
          FAILURE,
          VAULT_LOG,
          HEAD_LOG,
          LOG_APPENDED,
          WHAT_NOT_SET -> {
        // only ever an answer; unasked it says nothing
      }
    }
  }

  /// A session in which something is under way goes too, as with all that is not admitted; another
  /// one is made, and sends nothing until the box goes on.
  private void allowed(BoxSession session, Allowance now) throws ProtocolViolationException {
    if (now.getBytesPerSecond() < 0) {
      throw new ProtocolViolationException("the box bounds this home beyond all bounds");
    }
    session.bound(now.getBytesPerSecond());
    if (now.getPausedUntilMillis() == 0) {
      window.goOn();
    } else {
      Instant until = Instant.ofEpochMilli(now.getPausedUntilMillis());
      if (window.pause(session, new ReplicationException.Paused(until))) session.end();
    }
  }

  private void landed(BoxSession session, long number) throws IOException {
    if (number > window.lastNumber()) {
      throw new ProtocolViolationException(
          "the box says that it stored number %d; %d was the last that was sent"
              .formatted(number, window.lastNumber()));
    }
    window.landed(session, number);
    session.landed(number);
  }

  private static ReplicationException missing(Missing missing) {
    return new ReplicationException.Missing(
        missing.getChildrenList().stream().map(id -> ObjectId.of(id.toByteArray())).toList());
  }

  /// Numbers behind the refused one lose their meaning, so the session goes too.
  private void fail(BoxSession session, ReplicationException why) {
    window.fail(why);
    session.end();
  }

  /// Begins a new attempt after a [ReplicationException].
  public void restart() {
    window.restart();
  }

  /// Who the box is; waits for the first link.
  public PeerId box() throws IOException, InterruptedException {
    sessions.await();
    return java.util.Objects.requireNonNull(box);
  }

  /// Until when the box takes nothing, as it last said in a session that lasts.
  public Optional<Instant> pausedUntil() {
    return window.paused().map(ReplicationException.Paused::until);
  }

  /// The newest head of a folder on the box; waits for a link.
  public Optional<HeadMove> head(FolderTag folder) throws IOException, InterruptedException {
    sessions.await();
    try (Tasks.Inside _ = monitor.inside()) {
      return Optional.ofNullable(heads.get(folder));
    }
  }

  /// The same as the last link showed it; doesn't wait.
  public Optional<HeadMove> shownHead(FolderTag folder) {
    try (Tasks.Inside _ = monitor.inside()) {
      return Optional.ofNullable(heads.get(folder));
    }
  }

  /// Sends an object behind those sent before; waits while too much is under way.
  ///
  /// @throws ReplicationException the box has refused this or an earlier one; everything that was
  ///   under way is given up
  public void put(Flight flight) throws IOException, InterruptedException {
    sessions.expect();
    window.add(flight);
  }

  /// Waits until everything sent is durable on the box.
  public void settle() throws IOException, InterruptedException {
    window.check();
    if (window.isEmpty()) return;
    sessions.call(session -> {
      window.check();
      Settle settle = Settle.newBuilder().setNumber(window.lastNumber()).build();
      ToHome answer = session.ask(ToBox.newBuilder().setSettle(settle), WhatCase.STORED);
      landed(session, answer.getStored().getNumber());
      if (answer.getStored().getNumber() < settle.getNumber()) {
        throw new ProtocolViolationException(
            "asked to store all up to number %d, the box stored up to %d"
                .formatted(settle.getNumber(), answer.getStored().getNumber()));
      }
      return settle;
    });
    window.awaitEmpty();
  }

  /// Those of `ids` that the box does not keep.
  public List<ObjectId> lacks(Collection<ObjectId> ids) throws IOException, InterruptedException {
    return sessions.call(session -> lacks(session, ids));
  }

  private static List<ObjectId> lacks(BoxSession session, Collection<ObjectId> ids)
      throws IOException, InterruptedException {
    List<ObjectId> all = List.copyOf(ids);
    List<ObjectId> lacking = new ArrayList<>();
    for (int from = 0; from < all.size(); from += LACKS_IDS_MAX) {
      List<ObjectId> some = all.subList(from, Math.min(all.size(), from + LACKS_IDS_MAX));
      Lacks.Builder asked = Lacks.newBuilder().addAllIds(WireIds.of(some));
      ToHome answer = session.ask(ToBox.newBuilder().setLacks(asked), WhatCase.LACKS);
      List<ObjectId> named =
          WireIds.objectIds("LACKS", answer.getLacks().getIdsList(), some.size());
      if (!Set.copyOf(some).containsAll(named)) {
        throw new ProtocolViolationException("the box lacks objects that it was not asked about");
      }
      lacking.addAll(named);
    }
    return lacking;
  }

  /// Moves a head, behind every object sent before; waits for the answer, not for those objects.
  ///
  /// @throws ReplicationException an object that was under way was refused
  public CommitOutcome commit(HeadMove move) throws IOException, InterruptedException {
    return sessions.call(session -> commit(session, move));
  }

  private CommitOutcome commit(BoxSession session, HeadMove move)
      throws IOException, InterruptedException {
    window.check();
    if (isHead(move)) return moved(move); // the link broke before the answer came
    Commit commit =
        Commit.newBuilder()
            .setHeadMove(ByteString.copyFrom(move.encode()))
            .setAfterNumber(window.lastNumber())
            .build();
    try {
      ToHome answer =
          session.ask(ToBox.newBuilder().setCommit(commit), WhatCase.MOVED, WhatCase.BEHIND);
      return answer.hasMoved() ? moved(move) : behind(answer.getBehind());
    } catch (FailureException e) { // the root is missing: why, the window was told before
      window.check();
      throw new ReplicationException.Missing(List.of(move.snapshot()));
    }
  }

  private CommitOutcome moved(HeadMove move) {
    try (Tasks.Inside _ = monitor.inside()) {
      heads.put(move.folder(), move);
    }
    return new CommitOutcome.Moved();
  }

  private boolean isHead(HeadMove move) {
    try (Tasks.Inside _ = monitor.inside()) {
      HeadMove head = heads.get(move.folder());
      return head != null && head.equals(move);
    }
  }

  private CommitOutcome behind(Behind behind) throws ProtocolViolationException {
    if (behind.getHead().isEmpty()) return new CommitOutcome.Behind(Optional.empty());
    return new CommitOutcome.Behind(Optional.of(rememberHead(behind.getHead())));
  }

  /// Reads objects back from the box.
  public ObjectReader reader() {
    return new RemoteReader(sessions);
  }

  /// The vault log that the box keeps.
  public RemoteLogs logs() {
    return new RemoteLogs(sessions);
  }

  /// Sends updates of the machine that the box runs on.
  public RemoteUpdates updates() {
    return new RemoteUpdates(sessions);
  }

  /// Ends the link; what was under way is given up.
  @Override
  public void close() {
    sessions.close();
  }
}
