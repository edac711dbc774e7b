package farkeep.box;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import farkeep.box.replication.ScriptedHome;
import farkeep.box.replication.TestVault;
import farkeep.link.carrier.Carrier;
import farkeep.link.carrier.LinkSettings;
import farkeep.link.carrier.TlsIdentity;
import farkeep.link.carrier.nativequic.NativeQuicCarrier;
import farkeep.link.pairing.PairingCode;
import farkeep.link.pairing.PairingFailedException;
import farkeep.link.protocol.AppendVaultLog;
import farkeep.link.protocol.BoxIntroduction;
import farkeep.link.protocol.ObjectAnswer;
import farkeep.link.protocol.ToBox;
import farkeep.link.protocol.ToHome;
import farkeep.objects.FieldReader;
import farkeep.objects.ObjectId;
import farkeep.objects.ObjectKind;
import farkeep.objects.PeerId;
import farkeep.objects.SigningKey;
import farkeep.objects.log.BoxRecord;
import farkeep.objects.log.HeadMove;
import farkeep.objects.log.LogBody;
import farkeep.objects.log.Opaque;
import farkeep.objects.port.AlreadyLockedException;
import farkeep.objects.system.SystemDisk;
import farkeep.store.StoreSettings;
import farkeep.store.catalogue.Catalogue;
import farkeep.store.catalogue.Catalogue.Folder;
import farkeep.store.catalogue.Catalogue.Received;
import farkeep.store.catalogue.Catalogue.Snapshot;
import farkeep.store.catalogue.MemoryCatalogue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A whole box on a real disk and real native QUIC over loopback, and a scripted home.
@Timeout(60)
class BoxOverQuicTest {
  @TempDir Path directory;

  private final TestHome home = new TestHome();
  private final TestVault vault = home.vault;
  private final Carrier boxCarrier =
      new NativeQuicCarrier(LinkSettings.smallMemory(), home.carrierPorts);
  private final List<Supplier<InetSocketAddress>> dialHome = new ArrayList<>();
  private Catalogue catalogue = new MemoryCatalogue(home.tasks);
  private List<String> announce = List.of();
  private Box box;

  private void start() throws IOException, InterruptedException {
    BoxPorts ports =
        new BoxPorts(
            new SystemDisk(directory), home.tasks, home.clocks, home.randomness, boxCarrier);
    StoreSettings standard = StoreSettings.standard();
    StoreSettings roomy =
        new StoreSettings(
            standard.packs(), standard.commits(), new StoreSettings.Reserve(0, 0, 1 << 20));
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    box =
        Box.start(
            ports,
            new BoxSettings(anyPort, dialHome, announce, false, roomy),
            () -> catalogue,
            _ -> {});
  }

  private void stop() throws IOException, InterruptedException {
    box.end();
    assertThat(box.awaitEnd(_ -> {})).isEmpty();
  }

  @AfterEach
  void close() throws IOException {
    home.close();
    boxCarrier.close();
  }

  private PeerId pair(PairingCode code) throws Exception {
    return home.pair(box.address(), code);
  }

  private ScriptedHome connect(SigningKey device) throws Exception {
    return home.connect(box.address(), device);
  }

  @Test
  void a_box_is_paired_fed_restarted_and_gives_everything_back() throws Exception {
    start();
    PeerId id = pair(box.openToFirstOwner().orElseThrow().code());
    ScriptedHome first = connect(vault.writer);
    first.open(vault.id);
    byte[] one = vault.chunk(2 << 20);
    byte[] two = vault.chunk(3_000);
    byte[] root =
        vault.node(ObjectKind.PATH_NODE, 0, List.of(TestVault.id(one), TestVault.id(two)));
    byte[] snapshot = vault.snapshot(TestVault.id(root), List.of(), 1, vault.writer);
    HeadMove move = vault.move(id, Optional.empty(), TestVault.id(snapshot), vault.writer);
    for (byte[] object : List.of(one, two, root)) first.put(object);
    assertThat(ScriptedHome.entry(first.commit(move, first.put(snapshot))))
        .isEqualTo(move.hash().value());
    stop();

    start();
    assertThat(box.openToFirstOwner()).isEmpty();
    ScriptedHome again = connect(vault.writer);
    assertThat(again.open(vault.id).getOpened().getHeadsList())
        .singleElement()
        .satisfies(head -> assertThat(head.toByteArray()).isEqualTo(move.encode()));
    List<ObjectId> ids = List.of(TestVault.id(one), TestVault.id(two), TestVault.id(root));
    assertThat(again.get(ids))
        .extracting(answer -> ((ObjectAnswer.Found) answer).stored())
        .containsExactly(one, two, root);
    stop();
  }

  @Test
  void a_catalogue_made_anew_learns_heads_their_times_and_visits_from_the_log() throws Exception {
    start();
    PeerId id = pair(box.openToFirstOwner().orElseThrow().code());
    ScriptedHome visitor = connect(vault.writer);
    visitor.open(vault.id);
    byte[] root = vault.node(ObjectKind.PATH_NODE, 0, List.of());
    byte[] snapshot = vault.snapshot(TestVault.id(root), List.of(), 1, vault.writer);
    HeadMove move = vault.move(id, Optional.empty(), TestVault.id(snapshot), vault.writer);
    visitor.put(root);
    visitor.commit(move, visitor.put(snapshot));
    stop();

    assertThat(catalogue.received(10))
        .singleElement()
        .isEqualTo(
            new Received(
                LocalDate.ofInstant(home.clocks.wall(), ZoneOffset.UTC),
                2,
                root.length + snapshot.length));
    assertThat(lastSeen(vault.writer)).isPresent();
    List<Snapshot> snapshots = catalogue.snapshots(vault.id, move.folder(), 10);
    assertThat(snapshots)
        .singleElement()
        .satisfies(row -> assertThat(row.id()).isEqualTo(move.snapshot()))
        .satisfies(row -> assertThat(row.receivedAt()).isPresent());
    List<Folder> folders = catalogue.folders(vault.id);
    assertThat(folders).singleElement().satisfies(row -> assertThat(row.movedAt()).isPresent());

    catalogue = new MemoryCatalogue(home.tasks);
    start();
    stop();
    assertThat(catalogue.snapshots(vault.id, move.folder(), 10)).isEqualTo(snapshots);
    assertThat(catalogue.folders(vault.id)).isEqualTo(folders);
    assertThat(lastSeen(vault.writer)).isEqualTo(snapshots.getFirst().receivedAt());
  }

  private Optional<Instant> lastSeen(SigningKey device) {
    return catalogue.devices(vault.id).stream()
        .filter(row -> row.id().equals(device.id()))
        .findFirst()
        .flatMap(Catalogue.Device::lastSeen);
  }

  @Test
  void a_box_with_another_address_says_so_until_the_vault_log_says_it() throws Exception {
    start();
    PeerId id = pair(box.openToFirstOwner().orElseThrow().code());
    assertThat(introductions(connect(vault.writer))).isEmpty();
    stop();

    announce = List.of("box.example.org:4877");
    start();
    ScriptedHome visitor = connect(vault.writer);
    BoxIntroduction said = introductions(visitor).getFirst();
    BoxRecord record = BoxRecord.read(new FieldReader("record", said.getRecord().toByteArray()));
    byte[] signature = said.getCountersignature().toByteArray();
    assertThat(record.verifies(vault.id, signature)).isTrue();
    assertThat(record.box()).isEqualTo(id);
    assertThat(record.addresses()).containsExactly("box.example.org:4877");

    byte[] entry = vault.entry(new LogBody.Box(record, Opaque.of(signature), Opaque.EMPTY));
    AppendVaultLog append =
        AppendVaultLog.newBuilder().addEntries(ByteString.copyFrom(entry)).build();
    visitor.control.ask(ToBox.newBuilder().setAppendVaultLog(append));
    assertThat(introductions(connect(vault.writer))).isEmpty();
    stop();
  }

  private List<BoxIntroduction> introductions(ScriptedHome visitor) throws Exception {
    visitor.open(vault.id);
    visitor.settle(0); // what was said behind OPENED has come before this answer
    return visitor.heard().stream()
        .filter(ToHome::hasBoxIntroduction)
        .map(ToHome::getBoxIntroduction)
        .toList();
  }

  @Test
  void three_wrong_codes_close_the_window_also_over_a_restart() throws Exception {
    start();
    box.openToFirstOwner();
    for (int guess = 0; guess < 2; guess++) {
      assertThatThrownBy(() -> pair(PairingCode.typed("0000 0000")))
          .isInstanceOf(PairingFailedException.class);
    }
    stop();
    start();
    assertThat(box.openToFirstOwner()).isPresent();
    assertThatThrownBy(() -> pair(PairingCode.typed("0000 0000")))
        .isInstanceOf(PairingFailedException.class);
    assertThat(box.openToFirstOwner()).isEmpty();
    assertThatThrownBy(() -> pair(PairingCode.typed("0000 0000"))).isInstanceOf(IOException.class);
    assertThat(pair(box.openPairing().code())).isNotNull();
    stop();
  }

  @Test
  void a_device_of_no_vault_is_turned_away_before_it_is_heard() throws Exception {
    start();
    pair(box.openToFirstOwner().orElseThrow().code());
    assertThatThrownBy(() -> connect(vault.key())).isInstanceOf(IOException.class);
    stop();
  }

  @Test
  void a_second_box_on_the_same_data_directory_is_refused() throws Exception {
    start();
    assertThatThrownBy(this::start).isInstanceOf(AlreadyLockedException.class);
    stop();
  }

  @Test
  void a_box_dials_its_home_and_serves_it_there() throws Exception {
    start();
    pair(box.openToFirstOwner().orElseThrow().code());
    stop();
    TlsIdentity identity = TlsIdentity.generate(home.randomness, Instant.EPOCH);
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (Carrier.Listener listener =
        home.carrier.listen(anyPort, identity, () -> Set.of(Carrier.FARKEEP))) {
      dialHome.add(listener::address);
      start();
      ScriptedHome met = home.greet(listener.accept(), vault.writer);
      assertThat(met.open(vault.id).hasOpened()).isTrue();
      stop();
    }
  }
}
