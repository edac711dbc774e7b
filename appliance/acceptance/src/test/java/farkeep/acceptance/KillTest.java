package farkeep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.testkit.proof.Proof;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kill -9 at seeded byte offsets of a transfer. `-Dkills=N` says how many on each side at least. A
/// kill that came when the transfer was over does not count: another one follows.
@Tag("proof")
class KillTest {
  private static final long MIB = 1 << 20;
  private static final long FILE_BYTES = 48 * MIB;

  /// What a kill may cost: what was sent and not yet acknowledged.
  private static final long SENT_AGAIN_BYTES_MAX = 16 * MIB;

  /// QUIC's and TLS's own bytes, and what the messages add.
  private static final double OVERHEAD = 1.08;

  private static final long HANDSHAKES_BYTES = 2 * MIB;

  /// Transfers for one kill that counts.
  private static final int ATTEMPTS_MAX = 4;

  private final int kills = Integer.getInteger("kills", 2);

  @TempDir Path directory;

  @Test
  void a_killed_box_goes_on_where_it_was() throws Exception {
    try (Proof proof = Proof.of("kill -9 of the box", "kills", kills)) {
      prove(proof, "box", this::killBox);
    }
  }

  @Test
  void a_killed_home_goes_on_where_it_was() throws Exception {
    try (Proof proof = Proof.of("kill -9 of the home", "kills", kills)) {
      prove(proof, "home", this::killHome);
    }
  }

  private void prove(Proof proof, String side, Killing killing) throws Exception {
    Path tree = Files.createDirectories(directory.resolve("tree"));
    long sentAgainMost = 0;
    try (Pair pair = Pair.make(Programs.built().asShipped(), directory.resolve("pair"))) {
      pair.home().must("add", tree.toString());
      while (proof.next()) {
        sentAgainMost = Math.max(sentAgainMost, killOnce(pair, tree, proof.seed(), killing));
      }
      pair.box().stop();
      Programs.run(
              pair.box().programs().box(),
              Map.of(),
              List.of("check", "--data", pair.box().data().toString()))
          .well();
    }
    proof.passed();
    System.out.printf("prove-kill side=%s sentAgainMostBytes=%d%n", side, sentAgainMost);
  }

  /// Transfers until a kill came while the transfer was under way.
  ///
  /// @return the most bytes that were sent again
  private long killOnce(Pair pair, Path tree, long seed, Killing killing) throws Exception {
    long sentAgainMost = 0;
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      long thisSeed = seed * 1_000 + attempt;
      Trees.random(tree.resolve("large.bin"), FILE_BYTES, thisSeed);
      long offset = MIB + (long) (new Random(thisSeed).nextDouble() * (FILE_BYTES - 2 * MIB));
      long before = pair.path().towardsListenerBytes();
      boolean counts = killing.at(pair, before + offset);
      long sent = pair.path().towardsListenerBytes() - before;
      long again = sent - (long) (FILE_BYTES * OVERHEAD);
      assertThat(again)
          .as(
              "killed at %d B, seed %d: sent again; %s",
              offset, thisSeed, Files.readString(pair.home().log()))
          .isLessThanOrEqualTo(SENT_AGAIN_BYTES_MAX + HANDSHAKES_BYTES);
      sentAgainMost = Math.max(sentAgainMost, again);
      mustBeKept(pair, tree, thisSeed);
      if (counts) return sentAgainMost;
    }
    throw new AssertionError(
        "seed %d: %d transfers were over before the kill".formatted(seed, ATTEMPTS_MAX));
  }

  private void mustBeKept(Pair pair, Path tree, long round) throws Exception {
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
    CompletableFuture.anyOf(box.onExit(), sync.onExit())
        .get(Programs.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    boolean atWork = sync.isAlive();
    assertThat(atWork || !box.runs()).as(Files.readString(pair.home().log())).isTrue();
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
