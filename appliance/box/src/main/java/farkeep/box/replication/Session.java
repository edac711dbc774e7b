package farkeep.box.replication;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.ByteString;
import farkeep.box.events.BoxEvent;
import farkeep.link.carrier.Link;
import farkeep.link.carrier.LinkStream;
import farkeep.link.protocol.BoxControl;
import farkeep.link.protocol.Cancellation;
import farkeep.link.protocol.Failure.Code;
import farkeep.link.protocol.Greeting;
import farkeep.link.protocol.HeadMoved;
import farkeep.link.protocol.Health;
import farkeep.link.protocol.ProtocolViolationException;
import farkeep.link.protocol.ToBox;
import farkeep.link.protocol.ToHome;
import farkeep.link.protocol.UpdateTalk;
import farkeep.link.protocol.WireIds;
import farkeep.objects.FolderTag;
import farkeep.objects.PeerId;
import farkeep.objects.VaultId;
import farkeep.objects.log.VaultState;
import farkeep.objects.port.TaskGroup;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// One visit of a home node, from HELLO to the end of its link. It ends for one of these reasons,
/// and takes nobody else with it: the link is gone, the home broke a rule, its device was revoked,
/// or the box stops.
final class Session implements VaultWatcher {
  /// How long the home has to read why its session ends.
  static final Duration LAST_WORD_MAX = Duration.ofSeconds(2);

  /// How long OPEN waits while the box is kept safe to unplug, before it is refused: a home that is
  /// refused comes again.
  static final Duration SHUT_MAX = Duration.ofSeconds(20);

  private static final String PROGRAM = Greeting.program("farkeep-box", Session.class);

  private final Link link;
  private final LinkStream stream;
  private final PeerId device;
  private final Surroundings around;
  private final Budgets budgets;
  private final Outbox outbox;
  private final BoxControl control;
  private final TaskGroup group;
  private volatile @Nullable OpenVault open;
  private @Nullable Requests requests;
  private @Nullable ObjectStreams streams;

  /// @param stream the one that AUTH ran on
  /// @param device who AUTH proved is there
  Session(Link link, LinkStream stream, PeerId device, Surroundings around, Budgets budgets) {
    this.link = link;
    this.stream = stream;
    this.device = device;
    this.around = around;
    this.budgets = budgets;
    this.outbox = new Outbox(around.tasks());
    this.control = new BoxControl(around.tasks(), stream);
    this.group = new TaskGroup(around.tasks());
  }

  InetSocketAddress peerAddress() {
    return link.peerAddress();
  }

  /// Serves until the end, and closes the link.
  ///
  /// @return why it ended, for people
  String serve() throws InterruptedException {
    try (link;
        group) {
      return serveUntilItEnds();
    } finally {
      end();
    }
  }

  private String serveUntilItEnds() throws InterruptedException {
    try {
      control.greet(Greeting.say(PROGRAM, features(), around.clocks()));
      group.start("control writer", this::write);
      group.start("control reader", this::read);
      group.join();
      return "the home left";
    } catch (ExecutionException e) {
      return reason(requireNonNull(e.getCause()));
    } catch (InterruptedIOException e) {
      throw Cancellation.of(e);
    } catch (IOException e) {
      return reason(e);
    }
  }

  private Set<String> features() {
    return around.updates().isOpen() ? Set.of(UpdateTalk.FEATURE) : Set.of();
  }

  private String reason(Throwable cause) throws InterruptedException {
    if (cause instanceof RuntimeException || cause instanceof Error) {
      around.events().say(BoxEvent.error("session failed").with("cause", cause));
    }
    String reason = String.valueOf(cause.getMessage());
    boolean violation =
        cause instanceof ViolationException || cause instanceof ProtocolViolationException;
    if (violation) sayLastWord(reason);
    return reason;
  }

  private void sayLastWord(String reason) throws InterruptedException {
    group.stop();
    outbox.close(reason);
    try (TaskGroup last = new TaskGroup(around.tasks())) {
      last.start("last word", this::write);
      around.tasks().sleep(LAST_WORD_MAX);
    }
  }

  private void end() {
    outbox.close();
    OpenVault opened = open;
    if (opened == null) return;
    opened.vault().unwatch(this);
    opened.close();
  }

  private void write() throws IOException, InterruptedException {
    Optional<ToHome> word = outbox.take();
    while (word.isPresent()) {
      long request = word.get().getRequest();
      if (request == 0) {
        control.tell(word.get().toBuilder());
      } else {
        control.answer(request, word.get().toBuilder());
      }
      word = outbox.take();
    }
    stream.output().close();
  }

  private void read() throws IOException, InterruptedException, ViolationException {
    Optional<ToBox> request = control.next();
    while (request.isPresent()) {
      answer(request.get());
      request = control.next();
    }
    outbox.close();
    link.close();
  }

  private void answer(ToBox request) throws IOException, InterruptedException, ViolationException {
    if (requests != null) {
      requests.answer(request);
    } else if (request.hasOpen()) {
      open(request);
    } else {
      outbox.fail(request.getRequest(), Code.NOT_OPEN, "OPEN comes first");
    }
  }

  private void open(ToBox request) throws IOException, InterruptedException, ViolationException {
    if (!budgets.gate().awaitUnshut(SHUT_MAX)) {
      outbox.fail(
          request.getRequest(),
          Code.BOX_TROUBLE,
          "its host made it safe to unplug; it goes on when they let it, or when it starts again");
      return;
    }
    Optional<KeptVault> vault = wanted(request.getOpen().getVault());
    if (vault.isEmpty()) {
      outbox.fail(
          request.getRequest(),
          Code.NO_SUCH_VAULT,
          "this box does not keep that vault for device %s; pair with it first"
              .formatted(device.abbreviated()));
      return;
    }
    OpenVault opened = new OpenVault(vault.get(), device, around, budgets, outbox);
    open = opened;
    requests = new Requests(opened, outbox);
    vault.get().watch(this);
    // Revoked between the question and the watch: watch first, then look again.
    logGrew(vault.get().state());
    if (!budgets.gate().isWideOpen()) tellAllowance();
    requests.opened(request.getRequest());
    for (var news : around.itself().news(vault.get()).stream().toList()) {
      outbox.post(0, ToHome.newBuilder().setBoxIntroduction(news));
    }
    ObjectStreams served = new ObjectStreams(link, opened, budgets, around);
    streams = served;
    group.start("admission", opened::admit);
    group.start("acknowledgement", () -> opened.acknowledge(this));
    group.start("object streams", () -> served.serve(group));
  }

  /// The vault that is asked for, if this peer may open it. Whoever has only a recovery sheet does
  /// not know the vault's id, and leaves it empty.
  private Optional<KeptVault> wanted(ByteString asked) throws ProtocolViolationException {
    if (asked.isEmpty()) {
      return around.vaults().all().stream()
          .filter(kept -> kept.state().recovery().equals(Optional.of(device)))
          .findFirst();
    }
    VaultId id = new VaultId(WireIds.bytes32("OPEN vault", asked));
    return around.vaults().find(id).filter(kept -> kept.mayOpen(device));
  }

  /// What this session moved so far.
  Traffic traffic() {
    OpenVault opened = open;
    ObjectStreams served = streams;
    return opened == null || served == null
        ? new Traffic(0, 0, 0)
        : new Traffic(opened.objects(), opened.receivedBytes(), served.sentBytes());
  }

  PeerId device() {
    return device;
  }

  void tellHealth(Health health) {
    outbox.health(health);
  }

  void tellAllowance() {
    outbox.allowance(budgets.gate()::allowance);
  }

  @Override
  public void headMoved(FolderTag folder, byte[] entry) {
    outbox.head(folder, HeadMoved.newBuilder().setHead(ByteString.copyFrom(entry)).build());
  }

  @Override
  public void logGrew(VaultState state) {
    OpenVault opened = open;
    if (!state.mayOpen(device)) {
      end("device %s is no longer in this vault".formatted(device.abbreviated()));
    } else if (opened != null && !opened.vault().mayOpen(device)) {
      end(
          "the pairings of this box were forgotten by somebody who stands before it; pair device %s again"
              .formatted(device.abbreviated()));
    }
  }

  private void end(String why) {
    group.start(
        "access ended",
        () -> {
          throw new ViolationException(why);
        });
  }

  /// Ends it from outside.
  void stop() {
    link.close();
  }

  /// What a session moved.
  ///
  /// @param objects admitted
  /// @param receivedBytes stored bytes of them
  /// @param sentBytes stored bytes sent
  record Traffic(long objects, long receivedBytes, long sentBytes) {}
}
