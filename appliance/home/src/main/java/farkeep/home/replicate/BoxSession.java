package farkeep.home.replicate;

import farkeep.link.auth.AuthenticatedLink;
import farkeep.link.carrier.LinkClosedException;
import farkeep.link.carrier.LinkStream;
import farkeep.link.pace.Pace;
import farkeep.link.protocol.FailureException;
import farkeep.link.protocol.Greeting;
import farkeep.link.protocol.HomeControl;
import farkeep.link.protocol.IncompatibleVersionException;
import farkeep.link.protocol.OpenVault;
import farkeep.link.protocol.Opened;
import farkeep.link.protocol.ProtocolViolationException;
import farkeep.link.protocol.ToBox;
import farkeep.link.protocol.ToHome;
import farkeep.link.protocol.ToHome.WhatCase;
import farkeep.link.protocol.UpdateTalk;
import farkeep.link.protocol.WireIds;
import farkeep.objects.PeerId;
import farkeep.objects.VaultId;
import farkeep.objects.port.Clocks;
import farkeep.objects.port.TaskGroup;
import farkeep.objects.port.Tasks;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// One link's worth of talk with a box: requests and answers on the control stream, objects on
/// streams of their own. It ends when anything of it breaks for good, and never comes back. Safe
/// for many threads.
final class BoxSession implements Window.Lane {
  private final AuthenticatedLink connection;
  private final HomeControl control;
  private final TaskGroup group;
  private final PutLanes lanes;
  private final Pace pace;
  private volatile @Nullable Greeting greeting;

  /// What the box says that is not an answer. Called in order, by one task.
  interface Told {
    /// @throws IOException it makes no sense; the session ends
    void tell(BoxSession by, ToHome message) throws IOException;
  }

  BoxSession(AuthenticatedLink connection, Tasks tasks, Clocks clocks) {
    this.connection = connection;
    this.control = new HomeControl(tasks, connection.control());
    this.group = new TaskGroup(tasks);
    this.pace = new Pace(tasks, clocks);
    this.lanes = new PutLanes(connection.link(), tasks, group, pace);
  }

  /// Says HELLO, and opens the vault.
  ///
  /// @throws ReplicationException the box does not keep this vault, or not for this device, or is
  ///   too old or new
  /// @throws IOException the link broke
  Opened open(VaultId vault, Clocks clocks, Told told) throws IOException, InterruptedException {
    try {
      greeting = control.greet(Greeting.say(BoxClient.PROGRAM, Set.of(UpdateTalk.FEATURE), clocks));
    } catch (IncompatibleVersionException e) {
      throw new ReplicationException.Refused(e.getMessage());
    }
    group.start("control", () -> control.listen(message -> told.tell(this, message)));
    OpenVault open = OpenVault.newBuilder().setVault(WireIds.of(vault.value())).build();
    return ask(ToBox.newBuilder().setOpen(open), WhatCase.OPENED).getOpened();
  }

  /// What both sides said of themselves; empty until [#open] has heard it.
  Optional<Greeting> greeting() {
    return Optional.ofNullable(greeting);
  }

  /// Asks something, and waits for the answer.
  ///
  /// @param expected what it may be
  /// @throws ReplicationException the box refuses what was asked
  /// @throws ProtocolViolationException it is an answer to something else
  /// @throws IOException the session has ended
  ToHome ask(ToBox.Builder request, WhatCase... expected) throws IOException, InterruptedException {
    ToHome answer = answer(send(request));
    if (List.of(expected).contains(answer.getWhatCase())) return answer;
    throw new ProtocolViolationException(
        "the box answered %s with %s".formatted(request.getWhatCase(), answer.getWhatCase()));
  }

  /// Asks something whose answer is waited for later.
  HomeControl.Pending send(ToBox.Builder request) throws IOException, InterruptedException {
    return control.send(request);
  }

  /// Waits for an answer.
  static ToHome answer(HomeControl.Pending asked) throws IOException, InterruptedException {
    try {
      return asked.answer();
    } catch (FailureException e) {
      throw switch (e.code()) {
        case NO_SUCH_VAULT ->
            new ReplicationException.Refused(
                "it does not keep this vault, or not for this device (%s); pair with it first"
                    .formatted(e.getMessage()));
        case MISSING_ROOT -> e;
        case BOX_TROUBLE -> new LinkClosedException("the box has trouble: " + e.getMessage(), e);
        case BAD_REQUEST, NOT_OPEN, VERSION, UNRECOGNIZED, UNKNOWN ->
            new ReplicationException.Refused(e.getMessage());
      };
    }
  }

  /// Sends an object; never waits.
  @Override
  public void send(long number, Flight flight) {
    lanes.send(number, flight);
  }

  /// Sends so many bytes a second at most from now on.
  ///
  /// @param bytesPerSecond 0: as many as it can
  void bound(long bytesPerSecond) {
    pace.bound(bytesPerSecond == 0 ? OptionalLong.empty() : OptionalLong.of(bytesPerSecond));
  }

  /// Everything up to a number is durable.
  void landed(long number) {
    lanes.landed(number);
  }

  /// The output of a stream, on which as much is sent as the box allows.
  OutputStream paced(LinkStream stream) {
    return pace.over(stream.output());
  }

  /// Opens a stream.
  LinkStream stream() throws IOException, InterruptedException {
    return connection.link().open();
  }

  boolean isOpen() {
    return connection.link().isOpen();
  }

  PeerId box() {
    return connection.peer();
  }

  /// Waits until the session has ended.
  ///
  /// @return why
  IOException awaitEnd() throws InterruptedException {
    try {
      group.join();
      return new LinkClosedException("the session ended");
    } catch (ExecutionException e) {
      return e.getCause() instanceof IOException known
          ? known
          : new IOException("the session failed: " + e.getCause(), e.getCause());
    } finally {
      end();
    }
  }

  /// Ends the session at once.
  void end() {
    connection.link().close();
    group.stop();
  }
}
