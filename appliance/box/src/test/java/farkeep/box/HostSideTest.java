package farkeep.box;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.box.host.DailyBound;
import farkeep.box.replication.ScriptedHome;
import farkeep.box.replication.TestVault;
import farkeep.link.carrier.Carrier;
import farkeep.link.carrier.LinkSettings;
import farkeep.link.carrier.nativequic.NativeQuicCarrier;
import farkeep.link.pace.Pace;
import farkeep.link.protocol.ToHome;
import farkeep.objects.system.SystemDisk;
import farkeep.store.StoreSettings;
import farkeep.store.catalogue.MemoryCatalogue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What the host sets, in a whole box on a real disk and real QUIC.
@Timeout(60)
class HostSideTest {
  private static final long MEGABIT = 125_000;

  @TempDir Path directory;

  private final TestHome home = new TestHome();
  private final TestVault vault = home.vault;
  private final Carrier boxCarrier =
      new NativeQuicCarrier(LinkSettings.smallMemory(), home.carrierPorts);
  private final List<String> said = Collections.synchronizedList(new ArrayList<>());
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
            new BoxSettings(anyPort, List.of(), List.of(), false, roomy),
            () -> new MemoryCatalogue(home.tasks),
            event -> said.add(event.what()));
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

  private ScriptedHome open() throws Exception {
    ScriptedHome session = home.connect(box.address(), vault.writer);
    session.open(vault.id);
    return session;
  }

  private List<String> causes() throws IOException {
    return box.look().verdict().reasons().stream().map(it -> it.cause().code()).toList();
  }

  @Test
  void a_pause_is_there_before_the_first_home_comes_again_and_ends_for_those_who_are_there()
      throws Exception {
    start();
    home.pair(box.address(), box.openToFirstOwner().orElseThrow().code());
    box.host().wishes().pauseFor(Duration.ofHours(72));
    stop();

    start();
    ScriptedHome session = open();
    assertThat(session.heard()).anyMatch(it -> it.getAllowance().getPausedUntilMillis() > 0);
    assertThat(causes()).contains("paused");
    box.host().wishes().goOn();
    box.host().changed();
    session.await(it -> it.hasAllowance() && it.getAllowance().getPausedUntilMillis() == 0);
    assertThat(causes()).doesNotContain("paused");
    session.settle(session.put(vault.chunk(1_000)));
    stop();
  }

  @Test
  void over_a_real_link_no_more_bytes_come_in_than_the_bound_lets_through() throws Exception {
    start();
    home.pair(box.address(), box.openToFirstOwner().orElseThrow().code());
    box.host().wishes().bound(List.of(new DailyBound(0, 24, 2 * MEGABIT)));
    box.host().changed();
    ScriptedHome session = open();
    assertThat(session.heard())
        .filteredOn(ToHome::hasAllowance)
        .last()
        .satisfies(it -> assertThat(it.getAllowance().getBytesPerSecond()).isEqualTo(2 * MEGABIT));
    byte[] chunk = vault.chunk(400_000);
    Duration began = home.clocks.running();

    session.settle(session.put(chunk));

    Duration took = home.clocks.running().minus(began);
    assertThat((long) chunk.length)
        .isLessThanOrEqualTo(
            2 * MEGABIT * took.plus(Pace.CREDIT).toMillis() / 1_000 + Pace.PIECE_BYTES_MIN * 2L);
    stop();
  }

  @Test
  void safe_to_unplug_has_everything_on_the_disk_and_nobody_who_writes() throws Exception {
    start();
    home.pair(box.address(), box.openToFirstOwner().orElseThrow().code());
    ScriptedHome session = open();
    session.settle(session.put(vault.chunk(1_000)));
    SafeStop stop = box.host().stop();

    stop.begin();
    stop.begin();
    stop.await(Duration.ofSeconds(30));

    assertThat(stop.isSafe()).isTrue();
    session.awaitEnd();
    assertThat(box.sessions()).isZero();
    assertThat(causes()).contains("safe-to-unplug");
    assertThatThrownBy(box::openPairing).hasMessageContaining("let it go on first");
    assertThat(said).containsOnlyOnce("box is safe to unplug");
    assertThat(stop.goOn()).isTrue();
    assertThat(stop.goOn()).isFalse();
    ScriptedHome again = open();
    again.settle(again.put(vault.chunk(1_000)));
    assertThat(causes()).doesNotContain("safe-to-unplug");
    stop();
  }

  @Test
  void a_box_that_is_safe_to_unplug_ends_as_any_other() throws Exception {
    start();
    box.host().stop().begin();
    box.host().stop().await(Duration.ofSeconds(30));
    stop();
    start();
    assertThat(box.host().stop().isStopped()).isFalse();
    assertThat(causes()).doesNotContain("safe-to-unplug");
    stop();
  }
}
