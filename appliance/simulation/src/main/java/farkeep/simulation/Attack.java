package farkeep.simulation;

import com.google.protobuf.ByteString;
import farkeep.link.auth.AuthenticatedLink;
import farkeep.link.auth.Authenticator;
import farkeep.link.auth.Role;
import farkeep.link.carrier.Carrier;
import farkeep.link.carrier.LinkStream;
import farkeep.link.protocol.AppendVaultLog;
import farkeep.link.protocol.Commit;
import farkeep.link.protocol.FailureException;
import farkeep.link.protocol.Greeting;
import farkeep.link.protocol.HeadLogPart;
import farkeep.link.protocol.HomeControl;
import farkeep.link.protocol.Lacks;
import farkeep.link.protocol.OpenVault;
import farkeep.link.protocol.PutWriter;
import farkeep.link.protocol.ReadHeadLog;
import farkeep.link.protocol.ToBox;
import farkeep.link.protocol.ToHome;
import farkeep.link.protocol.WireIds;
import farkeep.link.simulated.SimulatedCarrier;
import farkeep.objects.Bytes32;
import farkeep.objects.ObjectHeader;
import farkeep.objects.ObjectId;
import farkeep.objects.ObjectKind;
import farkeep.objects.PeerId;
import farkeep.objects.SigningKey;
import farkeep.objects.VaultId;
import farkeep.objects.log.HeadMove;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/// A session with a box of somebody who has stolen a device key: garbage, objects whose children
/// are missing, heads that stood long ago, heads of what is not there, vaults of others. The box
/// may refuse, or end the session; what it may not do is lose anything, or let the head be moved
/// so.
final class Attack {
  private static final int ACTS = 12;
  private static final int NOISE_BYTES_MAX = 2_000;
  private static final int LACKS_MAX = 2_000;

  private final World world;
  private final SimulatedCarrier carrier;
  private final Victim victim;
  private final SplittableRandom chance;
  private long number;

  /// Who is attacked.
  ///
  /// @param key of its device
  /// @param others vaults that this device has no business with
  record Victim(InetSocketAddress box, SigningKey key, VaultId vault, List<VaultId> others) {}

  Attack(World world, SimulatedCarrier carrier, Victim victim, long seed) {
    this.world = world;
    this.carrier = carrier;
    this.victim = victim;
    this.chance = new SplittableRandom(seed);
  }

  /// Attacks until the box has had enough.
  void run() throws InterruptedException {
    Authenticator authenticator =
        new Authenticator(
            world.tasks(), world.tasks().randomness(), victim.key, Role.HOME, _ -> true);
    try (AuthenticatedLink link =
        authenticator.run(
            carrier.dial(victim.box, new Carrier.Expected.AnyForPairing(), Carrier.FARKEEP))) {
      HomeControl control = new HomeControl(world.tasks(), link.control());
      control.greet(Greeting.say("attacker", Set.of(), world.tasks()));
      var listening = world.tasks().start("attacker hears", () -> hear(control));
      try {
        attack(link, control);
      } finally {
        listening.cancel();
      }
    } catch (IOException e) {
      world.note("the attack has ended: " + e.getMessage());
    }
  }

  private static void hear(HomeControl control) throws InterruptedException {
    try {
      control.listen(_ -> {});
    } catch (IOException e) {
      // the box has had enough
    }
  }

  private void attack(AuthenticatedLink link, HomeControl control)
      throws IOException, InterruptedException {
    openOthers(control);
    open(control, victim.vault);
    List<HeadMove> heads = heads(control);
    for (int i = 0; i < ACTS; i++) {
      switch (chance.nextInt(7)) {
        case 0 -> put(link, noise(1 + chance.nextInt(NOISE_BYTES_MAX)));
        case 1 -> put(link, orphan());
        case 2 -> stale(control, heads);
        case 3 -> nothing(control, heads, link.peer());
        case 4 -> lacks(control);
        case 5 -> appendNoise(control);
        default -> stand(link);
      }
    }
    if (chance.nextBoolean()) link.control().output().write(noise(100));
    world.tasks().sleep(Duration.ofMillis(chance.nextLong(5_000)));
  }

  private void openOthers(HomeControl control) throws IOException, InterruptedException {
    for (VaultId other : victim.others) {
      if (open(control, other)) world.violated("a device opened vault " + other + " of others");
    }
  }

  private static boolean open(HomeControl control, VaultId vault)
      throws IOException, InterruptedException {
    OpenVault open = OpenVault.newBuilder().setVault(WireIds.of(vault.value())).build();
    return ask(control, ToBox.newBuilder().setOpen(open)).map(ToHome::hasOpened).orElse(false);
  }

  private static Optional<ToHome> ask(HomeControl control, ToBox.Builder request)
      throws IOException, InterruptedException {
    try {
      return Optional.of(control.ask(request));
    } catch (FailureException e) {
      return Optional.empty();
    }
  }

  private static List<HeadMove> heads(HomeControl control)
      throws IOException, InterruptedException {
    List<HeadMove> heads = new ArrayList<>();
    ReadHeadLog read = ReadHeadLog.getDefaultInstance();
    Optional<ToHome> answer = ask(control, ToBox.newBuilder().setReadHeadLog(read));
    HeadLogPart part = answer.map(ToHome::getHeadLog).orElse(HeadLogPart.getDefaultInstance());
    for (ByteString each : part.getEntriesList()) {
      if (!each.isEmpty()) heads.add(HeadMove.parse(each.toByteArray()));
    }
    return heads;
  }

  private void put(AuthenticatedLink link, byte[] stored) throws IOException, InterruptedException {
    long skip = chance.nextInt(4) == 0 ? chance.nextInt(5) : 1;
    try (PutWriter writer = new PutWriter(link.link().open())) {
      number = Math.max(1, number + skip);
      writer.put(number, stored);
    }
  }

  /// A tree node whose children nobody has.
  private byte[] orphan() {
    ObjectId child = ObjectId.ofStored(noise(40));
    ObjectHeader header =
        new ObjectHeader(
            1, ObjectKind.PATH_NODE, 1, chance.nextLong(), new byte[0], List.of(child));
    ByteArrayOutputStream stored = new ByteArrayOutputStream();
    stored.writeBytes(header.encode());
    stored.writeBytes(noise(ObjectHeader.TAG_BYTES + 50));
    return stored.toByteArray();
  }

  private void stale(HomeControl control, List<HeadMove> heads)
      throws IOException, InterruptedException {
    if (heads.size() < 2) return;
    HeadMove old = heads.get(chance.nextInt(heads.size() - 1));
    if (moves(control, old)) world.violated("a head was moved back to " + old);
  }

  /// A head move, signed as it should be, to a snapshot that is not there.
  private void nothing(HomeControl control, List<HeadMove> heads, PeerId box)
      throws IOException, InterruptedException {
    if (heads.isEmpty()) return;
    HeadMove last = heads.getLast();
    HeadMove move =
        HeadMove.sign(
            victim.vault,
            new HeadMove.Target(last.folder(), box),
            Optional.of(last),
            ObjectId.ofStored(noise(30)),
            victim.key);
    if (moves(control, move)) world.violated("a head was moved to what is not there: " + move);
  }

  private boolean moves(HomeControl control, HeadMove move)
      throws IOException, InterruptedException {
    Commit.Builder commit =
        Commit.newBuilder().setHeadMove(ByteString.copyFrom(move.encode())).setAfterNumber(0);
    return ask(control, ToBox.newBuilder().setCommit(commit)).map(ToHome::hasMoved).orElse(false);
  }

  private void lacks(HomeControl control) throws IOException, InterruptedException {
    Lacks.Builder lacks = Lacks.newBuilder();
    int count = chance.nextInt(LACKS_MAX);
    for (int i = 0; i < count; i++) lacks.addIds(ByteString.copyFrom(noise(Bytes32.BYTES)));
    try {
      ask(control, ToBox.newBuilder().setLacks(lacks));
    } catch (IllegalArgumentException e) {
      // too long for a frame: our own side refuses to send it
    }
  }

  private void appendNoise(HomeControl control) throws IOException, InterruptedException {
    AppendVaultLog.Builder append =
        AppendVaultLog.newBuilder().addEntries(ByteString.copyFrom(noise(200)));
    ask(control, ToBox.newBuilder().setAppendVaultLog(append));
  }

  /// A stream that is opened, and on which half a word is said.
  private void stand(AuthenticatedLink link) throws IOException, InterruptedException {
    LinkStream stream = link.link().open();
    stream.output().write(noise(3));
    stream.output().flush();
  }

  private byte[] noise(int bytes) {
    byte[] noise = new byte[bytes];
    chance.nextBytes(noise);
    return noise;
  }
}
