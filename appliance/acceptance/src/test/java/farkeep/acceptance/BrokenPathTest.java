package farkeep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A path that is cut in the middle of a transfer, and a box that moves. `-Dcut.seconds=N` cuts it
/// for longer, `-Dcut.quic=kwik` with the other carrier.
class BrokenPathTest {
  private static final int FILE_BYTES = 24 << 20;

  /// What is sent again at most, and what packets and handshakes add.
  private static final long SENT_BYTES_MAX = (long) (FILE_BYTES * 1.08) + (18 << 20);

  /// How long nothing passes: longer than a peer may be silent before it is given up.
  private static final long CUT_SECONDS = Long.getLong("cut.seconds", 12);

  /// When so much has passed after a cut, it goes on: handshakes and logins are far less.
  private static final long GOES_ON_BYTES = 512 << 10;

  @TempDir Path directory;

  @Test
  void a_cut_path_costs_at_most_what_was_in_flight() throws Exception {
    Path tree = Files.createDirectories(directory.resolve("films"));
    Trees.random(tree.resolve("film.mkv"), FILE_BYTES, 11);
    String quic = System.getProperty("cut.quic", "auto");
    Programs programs = Programs.built().asShipped();
    try (Pair pair = Pair.make(programs, directory.resolve("pair"), "--quic", quic)) {
      pair.home().must("add", tree.toString());
      Process daemon = pair.home().startDaemon("--quic", quic);
      try {
        long before = pair.path().towardsListenerBytes();
        double seconds = cutInTheMiddle(pair, before);
        System.out.printf("cut for %d s, %s: goes on after %.1f s%n", CUT_SECONDS, quic, seconds);
        assertThat(pair.path().towardsListenerBytes() - before).isLessThan(SENT_BYTES_MAX);
        mustBeKept(pair, tree);
      } finally {
        daemon.destroyForcibly().waitFor();
      }
    }
  }

  /// @return how many seconds after the end of the cut it went on
  private static double cutInTheMiddle(Pair pair, long before) throws Exception {
    CountDownLatch cut = new CountDownLatch(1);
    pair.path()
        .at(
            before + FILE_BYTES / 2,
            () -> {
              pair.path().cut(true);
              cut.countDown();
            });
    Process sync = pair.home().start("sync");
    assertThat(cut.await(Programs.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(sync.waitFor(CUT_SECONDS, TimeUnit.SECONDS)).as("it waits").isFalse();
    CountDownLatch goesOn = new CountDownLatch(1);
    pair.path().at(pair.path().towardsListenerBytes() + GOES_ON_BYTES, goesOn::countDown);
    long back = System.nanoTime();
    pair.path().cut(false);
    assertThat(goesOn.await(Programs.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    double seconds = (System.nanoTime() - back) / 1e9;
    assertThat(sync.waitFor()).as(Files.readString(pair.home().log())).isZero();
    return seconds;
  }

  @ParameterizedTest
  @ValueSource(strings = {"native", "kwik"})
  void a_home_whose_port_changes_in_the_middle_goes_on(String quic) throws Exception {
    Path tree = Files.createDirectories(directory.resolve("films"));
    Trees.random(tree.resolve("film.mkv"), FILE_BYTES, 13);
    Programs programs = Programs.built().asShipped();
    try (Pair pair = Pair.make(programs, directory.resolve("pair"), "--quic", quic)) {
      pair.home().must("add", tree.toString());
      long before = pair.path().towardsListenerBytes();
      pair.path().at(before + FILE_BYTES / 2, () -> changePorts(pair));
      Process sync = pair.home().start("--quic", quic, "sync");

      assertThat(sync.waitFor()).as(Files.readString(pair.home().log())).isZero();
      assertThat(pair.path().towardsListenerBytes() - before).isLessThan(SENT_BYTES_MAX);
      System.out.printf(
          "port changed, %s: %d sessions%n",
          quic, pair.box().log().lines().filter(it -> it.contains("session began")).count());
      mustBeKept(pair, tree);
    }
  }

  private static void changePorts(Pair pair) {
    try {
      pair.path().changePorts();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void a_box_that_moves_in_the_middle_is_found_again() throws Exception {
    Path tree = Files.createDirectories(directory.resolve("films"));
    Trees.random(tree.resolve("film.mkv"), FILE_BYTES, 12);
    try (Pair pair = Pair.make(Programs.built().asShipped(), directory.resolve("pair"))) {
      pair.home().must("add", tree.toString());
      long before = pair.path().towardsListenerBytes();
      CountDownLatch half = new CountDownLatch(1);
      pair.path().at(before + FILE_BYTES / 2, half::countDown);
      Process sync = pair.home().start("sync");
      assertThat(half.await(Programs.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      pair.moveBox();

      assertThat(sync.waitFor()).as(Files.readString(pair.home().log())).isZero();
      assertThat(pair.path().towardsListenerBytes() - before).isLessThan(SENT_BYTES_MAX);
      mustBeKept(pair, tree);
    }
  }

  private void mustBeKept(Pair pair, Path tree) throws Exception {
    assertThat(pair.home().must("--json", "sync").out()).contains("\"sentBytes\":0");
    pair.home().must("restore", "films", "--to", directory.resolve("back").toString());
    Trees.mustBeEqual(tree, directory.resolve("back"));
  }
}
