package farkeep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.testkit.network.Weather;
import farkeep.testkit.proof.Proof;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real programs over bad networks, drawn from a seed: everything arrives, complete and equal,
/// there and back. The home's daemon keeps its link, or makes a new one, through all of them.
@Tag("proof")
class NetworkTest {
  private static final long BYTES_MIN = 64 << 10;
  private static final long BYTES_MAX = 20 << 20;

  /// So much is sent as the path should take in this time.
  private static final long SECONDS_EACH_WAY = 3;

  private static final int SMALL_FILES = 6;

  /// No transfer may take longer; the longest black-out lasts 300 s.
  private static final long MINUTES_MAX = 15;

  @TempDir Path directory;

  @Test
  void over_native_quic_everything_arrives_through_any_weather() throws Exception {
    try (Proof proof = Proof.of("bad networks, native QUIC", "transfers", 3)) {
      prove(proof, "native");
    }
  }

  @Test
  void over_portable_quic_everything_arrives_through_any_weather() throws Exception {
    try (Proof proof = Proof.of("bad networks, portable QUIC", "transfers", 2)) {
      prove(proof, "kwik");
    }
  }

  private void prove(Proof proof, String quic) throws Exception {
    Path tree = Files.createDirectories(directory.resolve("tree"));
    Programs programs = Programs.built().asShipped();
    try (Pair pair = Pair.make(programs, directory.resolve("pair"), "--quic", quic)) {
      pair.home().must("add", tree.toString());
      Process daemon = pair.home().startDaemon("--quic", quic);
      try {
        while (proof.next()) transfer(pair, tree, quic, proof.seed());
      } finally {
        daemon.destroyForcibly().waitFor();
      }
    }
    proof.passed();
  }

  private void transfer(Pair pair, Path tree, String quic, long seed) throws Exception {
    BadPath bad = BadPath.of(seed);
    long bytes =
        Math.clamp(
            SECONDS_EACH_WAY * bad.expectedBytesPerSecond(quic.equals("native")),
            BYTES_MIN,
            BYTES_MAX);
    Path round = tree.resolve("round-" + seed);
    Trees.mixed(round, SMALL_FILES, bytes, seed);
    Path back = directory.resolve("back-" + seed);
    String what = "%s, seed %d, %d B: %s".formatted(quic, seed, bytes, bad);
    long began = System.nanoTime();
    bad.befall(pair.path(), bytes);
    mustEndWell(pair.home(), what, "sync");
    long sent = System.nanoTime();
    mustEndWell(pair.home(), what, "restore", "tree", "--to", back.toString());
    long returned = System.nanoTime();
    pair.path().weather(Weather.CLEAR);
    Trees.mustBeEqual(tree, back);
    for (Path done : new Path[] {round, back}) Shell.run(directory, "rm -r '%s'".formatted(done));
    System.out.printf(
        Locale.ROOT,
        "network: %s; there in %.1f s, back in %.1f s%n",
        what,
        (sent - began) / 1e9,
        (returned - sent) / 1e9);
  }

  private static void mustEndWell(Home home, String what, String... verb)
      throws IOException, InterruptedException {
    Process process = home.start(verb);
    boolean ended = process.waitFor(MINUTES_MAX, TimeUnit.MINUTES);
    if (!ended) process.destroyForcibly();
    assertThat(ended && process.exitValue() == 0)
        .as("%s: %s%n%s", what, String.join(" ", verb), Files.readString(home.log()))
        .isTrue();
  }
}
