package farkeep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kill -9 at seeded byte offsets of a transfer. `-Dkills=N` says how many on each side, `-Dseed=N`
/// which ones. A kill that came when the transfer was over does not count: another one follows.
class KillTest {
  private static final long MIB = 1 << 20;
  private static final long FILE_BYTES = 48 * MIB;

  /// What a kill may cost: what was sent and not yet acknowledged.
  private static final long SENT_AGAIN_BYTES_MAX = 16 * MIB;

  /// QUIC's and TLS's own bytes, and what the messages add.
  private static final double OVERHEAD = 1.08;

  private static final long HANDSHAKES_BYTES = 2 * MIB;

  private final int kills = Integer.getInteger("kills", 2);
  private final long seed = Long.getLong("seed", 1);

  @TempDir Path directory;

  @Test
  void a_killed_box_goes_on_where_it_was() throws Exception {
    prove("box", this::killBox);
  }

  @Test
  void a_killed_home_goes_on_where_it_was() throws Exception {
    prove("home", this::killHome);
  }

  private void prove(String side, Killing killing) throws Exception {
    Path tree = Files.createDirectories(directory.resolve("tree"));
    long sentAgainMost = 0;
    try (Pair pair = Pair.make(Programs.built().asShipped(), directory.resolve("pair"))) {
      pair.home().must("add", tree.toString());
      int counted = 0;
      for (int i = 0; counted < kills; i++) {
        assertThat(i).as("transfers, for %d kills that count", counted).isLessThan(2 * kills + 2);
        long thisSeed = seed * 1_000 + i;
        Trees.random(tree.resolve("large.bin"), FILE_BYTES, thisSeed);
        long offset = MIB + (long) (new Random(thisSeed).nextDouble() * (FILE_BYTES - 2 * MIB));
        long before = pair.path().towardsListenerBytes();
        if (killing.at(pair, before + offset)) counted++;
        long sent = pair.path().towardsListenerBytes() - before;
        long again = sent - (long) (FILE_BYTES * OVERHEAD);
        sentAgainMost = Math.max(sentAgainMost, again);
        assertThat(again)
            .as("%s killed at %d B, seed %d: sent again", side, offset, thisSeed)
            .isLessThanOrEqualTo(SENT_AGAIN_BYTES_MAX + HANDSHAKES_BYTES);
        mustBeKept(pair, tree, i);
      }
      pair.box().stop();
      Programs.run(
              pair.box().programs().box(),
              Map.of(),
              List.of("check", "--data", pair.box().data().toString()))
          .well();
    }
    System.out.printf(
        "prove-kill side=%s kills=%d seed=%d sentAgainMostBytes=%d%n",
        side, kills, seed, sentAgainMost);
  }

  private void mustBeKept(Pair pair, Path tree, int round) throws Exception {
    assertThat(pair.home().must("--json", "sync").out()).contains("\"sentBytes\":0");
    Path restored = directory.resolve("restored-" + round);
    pair.home().must("restore", "tree", "--to", restored.toString());
    Trees.mustBeEqual(tree, restored);
    Files.delete(restored.resolve("large.bin"));
  }

  private boolean killBox(Pair pair, long offset) throws Exception {
    RunningBox box = pair.box();
    pair.path().at(offset, box::kill);
    Process sync = pair.home().start("sync");
    box.onExit().get(Programs.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    boolean atWork = sync.isAlive();
    pair.restartBox();
    assertThat(sync.waitFor()).as(Files.readString(pair.home().log())).isZero();
    return atWork;
  }

  private boolean killHome(Pair pair, long offset) throws IOException, InterruptedException {
    Process sync = pair.home().start("sync");
    pair.path().at(offset, sync::destroyForcibly);
    int ended = sync.waitFor();
    assertThat(ended).as(Files.readString(pair.home().log())).isIn(0, 128 + 9);
    pair.home().must("sync");
    return ended != 0;
  }

  private interface Killing {
    /// @return whether the transfer was under way
    boolean at(Pair pair, long offset) throws Exception;
  }
}
