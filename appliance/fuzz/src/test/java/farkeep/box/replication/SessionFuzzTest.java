package farkeep.box.replication;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.ByteString;
import farkeep.box.update.UpdateInbox;
import farkeep.fuzz.Bounds;
import farkeep.fuzz.CannedLink;
import farkeep.fuzz.CannedStream;
import farkeep.fuzz.GoldenVault;
import farkeep.fuzz.Seeds;
import farkeep.link.carrier.LinkStream;
import farkeep.link.protocol.Commit;
import farkeep.link.protocol.Frames;
import farkeep.link.protocol.Greeting;
import farkeep.link.protocol.Lacks;
import farkeep.link.protocol.PutStream;
import farkeep.link.protocol.ReadHeadLog;
import farkeep.link.protocol.StreamOpening;
import farkeep.link.protocol.ToBox;
import farkeep.objects.Bytes32;
import farkeep.objects.PeerId;
import farkeep.objects.log.VaultLogEntry;
import farkeep.store.PackedVaultStore;
import farkeep.store.StorePorts;
import farkeep.store.StoreSettings;
import farkeep.store.VaultPlace;
import farkeep.testkit.SeededRandomness;
import farkeep.testkit.disk.SimulatedDisk;
import farkeep.testkit.objects.SampleObjects;
import farkeep.testkit.tasks.SimulatedTasks;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A whole session of a device that is known and says what it likes, on the control stream and on
/// streams for objects.
class SessionFuzzTest {
  private static final int STREAMS_MAX = 4;
  private static final PeerId BOX = new PeerId(new Bytes32(1, 2, 3, 4));
  private static final StoreSettings SETTINGS =
      new StoreSettings(
          new StoreSettings.PackLimits(48 << 10, 24 << 10, 200, Duration.ofHours(24)),
          StoreSettings.CommitPolicy.standard(),
          new StoreSettings.Reserve(0, 0, 0));
  private static final List<byte[]> LOG =
      GoldenVault.ENTRIES.stream().map(name -> Seeds.vaultFile(name + ".fkl")).toList();
  private static final PeerId DEVICE = VaultLogEntry.parse(LOG.getLast()).author();

  static Stream<Arguments> sessions() throws IOException {
    ByteArrayOutputStream requests = new ByteArrayOutputStream();
    Lacks lacks = Lacks.newBuilder().addIds(ByteString.copyFrom(new byte[32])).build();
    Commit commit =
        Commit.newBuilder()
            .setAfterNumber(1)
            .setHeadMove(ByteString.copyFrom(Seeds.vaultFile("head-first.fkh")))
            .build();
    Frames.write(requests, ToBox.newBuilder().setRequest(2).setLacks(lacks).build());
    Frames.write(requests, ToBox.newBuilder().setRequest(3).setCommit(commit).build());
    Frames.write(
        requests,
        ToBox.newBuilder().setRequest(4).setReadHeadLog(ReadHeadLog.getDefaultInstance()).build());
    ByteArrayOutputStream objects = new ByteArrayOutputStream();
    Frames.write(objects, StreamOpening.newBuilder().setPut(PutStream.newBuilder()).build());
    byte[] stored = new SampleObjects(1).chunk(40).stored();
    objects.writeBytes(ByteBuffer.allocate(12).putLong(1).putInt(stored.length).array());
    objects.writeBytes(stored);
    ByteBuffer both = ByteBuffer.allocate(4_096);
    both.put((byte) 0).putShort((short) requests.size()).put(requests.toByteArray());
    both.put((byte) 1).putShort((short) objects.size()).put(objects.toByteArray());
    byte[] all = new byte[both.position()];
    both.flip().get(all);
    return Stream.of(Seeds.seed("session", all));
  }

  /// Pieces one after the other: the stream (0 for the control stream), two bytes of length,
  /// content. HELLO and OPEN were said before.
  @MethodSource("sessions")
  @FuzzTest
  void a_session_of_any_words_ends_by_itself_and_leaves_the_box_in_order(byte[] pieces) {
    SimulatedTasks tasks = new SimulatedTasks(1);
    tasks.run(() -> {
      SimulatedDisk disk = new SimulatedDisk(1 << 30);
      StorePorts ports = new StorePorts(disk, tasks, tasks, new SeededRandomness(1), _ -> {});
      Vaults vaults =
          new Vaults(
              tasks,
              id ->
                  KeptVault.open(
                      id,
                      PackedVaultStore.open(ports, new VaultPlace("vaults/one", BOX), SETTINGS),
                      tasks));
      try (vaults) {
        KeptVault kept = vaults.openOrMake(GoldenVault.id()).orElseThrow();
        Bounds.require(kept.append(LOG).isEmpty(), "the golden log is refused");
        List<String> errors = new ArrayList<>();
        Surroundings around =
            new Surroundings(
                tasks,
                tasks,
                new UpdateInbox(tasks, disk, 0, _ -> {}, true),
                Itself.silent(BOX),
                vaults,
                event -> {
                  if (event.toString().contains("session failed")) errors.add(event.toString());
                });
        serve(tasks, around, pieces);
        Bounds.require(errors.isEmpty(), String.join("\n", errors));
        Bounds.require(kept.store().failure().isEmpty(), "the store has failed");
      }
    });
  }

  private static void serve(SimulatedTasks tasks, Surroundings around, byte[] pieces)
      throws IOException, InterruptedException {
    List<ByteArrayOutputStream> said =
        Stream.generate(ByteArrayOutputStream::new).limit(STREAMS_MAX).toList();
    var hello = Greeting.say("a home", Set.of(), tasks);
    var open =
        farkeep.link.protocol.OpenVault.newBuilder()
            .setVault(ByteString.copyFrom(GoldenVault.id().bytes()));
    Frames.write(said.getFirst(), ToBox.newBuilder().setHello(hello).build());
    Frames.write(said.getFirst(), ToBox.newBuilder().setRequest(1).setOpen(open).build());
    ByteBuffer in = ByteBuffer.wrap(pieces);
    while (in.remaining() > 3) {
      ByteArrayOutputStream stream = said.get((in.get() & 0xff) % STREAMS_MAX);
      byte[] piece = new byte[Math.min(in.getShort() & 0xffff, in.remaining())];
      in.get(piece);
      stream.writeBytes(piece);
    }
    List<LinkStream> objects = new ArrayList<>();
    for (ByteArrayOutputStream each : said.subList(1, STREAMS_MAX)) {
      if (each.size() > 0) objects.add(new CannedStream(each.toByteArray()));
    }
    CannedLink link = new CannedLink(tasks, objects);
    InputStream control =
        new SequenceInputStream(
            new ByteArrayInputStream(said.getFirst().toByteArray()), new LateEnd(tasks));
    new Session(link, new CannedStream(control), DEVICE, around, Budgets.of(tasks, tasks)).serve();
    Bounds.require(!link.isOpen(), "the link was left open");
  }

  /// Ends only when all else has been dealt with.
  private static final class LateEnd extends InputStream {
    private final SimulatedTasks tasks;

    LateEnd(SimulatedTasks tasks) {
      this.tasks = tasks;
    }

    @Override
    public int read() throws InterruptedIOException {
      try {
        tasks.sleep(Duration.ofSeconds(5));
      } catch (InterruptedException e) {
        throw new InterruptedIOException("cancelled");
      }
      return -1;
    }
  }
}
