package farkeep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// One very long file, whose box and whose home are killed on the way. `-Dlarge.mib=N` says how
/// long it is. Everything as shipped; it prints what it measured.
@EnabledIfSystemProperty(named = "large.mib", matches = "[0-9]+")
@Timeout(value = 90, unit = TimeUnit.MINUTES)
class LargeFilesTest {
  private static final long MIB = 1 << 20;
  private static final long SENT_AGAIN_BYTES_MAX = 16 * MIB;
  private static final long SPARSE_BYTES = 2L << 40;
  private static final int SPARSE_PIECES = 100;
  private static final int UNREACHABLE = 4;
  private static final Pattern RECEIVED = Pattern.compile("session ended .*receivedBytes=\"(\\d+)");
  private static final Pattern CHECKED = Pattern.compile("(\\d+) bytes read, 0 faults");

  /// Lists the stretches of data of a file and what is in each, without reading its holes.
  private static final String EXTENTS =
      """
      import hashlib, os, sys
      f = os.open(sys.argv[1], os.O_RDONLY)
      at, end = 0, os.fstat(f).st_size
      print('bytes', end)
      while at < end:
          try: at = os.lseek(f, at, os.SEEK_DATA)
          except OSError: break
          hole, sha = os.lseek(f, at, os.SEEK_HOLE), hashlib.sha256()
          print('data', at, end=' ')
          while at < hole:
              piece = os.pread(f, min(1 << 20, hole - at), at)
              sha.update(piece)
              at += len(piece)
          print(hole, sha.hexdigest())
      """;

  @TempDir Path directory;
  private long peakHomeKib;
  private long peakBoxKib;

  @Test
  void a_long_file_survives_a_kill_of_either_side_and_comes_back() throws Exception {
    Path tree = Files.createDirectories(directory.resolve("films"));
    long bytes = Long.getLong("large.mib") * MIB;
    Trees.random(tree.resolve("film.mkv"), bytes, 61);

    Path back = prove(tree, bytes);

    Shell.run(directory, "cmp films/film.mkv '%s/film.mkv'".formatted(back));
  }

  @Test
  void a_sparse_file_of_2_tib_with_100_mib_in_it_comes_back_with_its_holes() throws Exception {
    Path tree = Files.createDirectories(directory.resolve("disks"));
    Path pieces = directory.resolve("pieces");
    Trees.random(pieces, SPARSE_PIECES * MIB, 62);
    Shell.run(
        directory,
        """
        truncate -s %d disks/disk.img
        for i in {0..%d}; do
          dd if=pieces of=disks/disk.img bs=1M count=1 skip=$i seek=$((i * 20971 + i * i)) conv=notrunc status=none
        done
        """
            .formatted(SPARSE_BYTES, SPARSE_PIECES - 1));

    Path back = prove(tree, SPARSE_PIECES * MIB);

    assertThat(extents(back.resolve("disk.img"))).isEqualTo(extents(tree.resolve("disk.img")));
  }

  private static String extents(Path file) throws Exception {
    return Programs.run(
            Path.of("/usr/bin/env"), Map.of(), List.of("python3", "-c", EXTENTS, file.toString()))
        .well()
        .out();
  }

  /// @param bytes of data in the tree
  /// @return where it was restored to
  private Path prove(Path tree, long bytes) throws Exception {
    try (Pair pair = Pair.make(Programs.built().asShipped(), directory.resolve("pair"))) {
      pair.home().must("add", tree.toString());
      String name = tree.getFileName().toString();

      RunningBox box = pair.box();
      pair.path().at(pair.path().towardsListenerBytes() + bytes / 3, box::kill);
      final Duration first = home(pair, UNREACHABLE, "sync");
      assertThat(box.onExit().get(1, TimeUnit.MINUTES).exitValue()).isEqualTo(128 + 9);
      final long keptByKilledBox = check(pair);
      pair.moveBox();

      Process killed = pair.home().start("sync");
      pair.path().at(pair.path().towardsListenerBytes() + bytes / 3, killed::destroyForcibly);
      final Duration second = await(killed, pair, 128 + 9);
      final long receivedOfKilledHome = stopAndCount(pair);
      final long keptOfKilledHome = check(pair);
      pair.moveBox();

      final Duration third = home(pair, 0, "sync");
      final long received = stopAndCount(pair);
      final long kept = check(pair);
      pair.moveBox();
      long againAfterBox = receivedOfKilledHome - (keptOfKilledHome - keptByKilledBox);
      long againAfterHome = received - (kept - keptOfKilledHome);
      System.out.printf(
          "prove-large file=%s dataBytes=%d keptBytes=%d sentAgainAfterBoxKill=%d sentAgainAfterHomeKill=%d seconds=%d+%d+%d%n",
          name,
          bytes,
          kept,
          againAfterBox,
          againAfterHome,
          first.toSeconds(),
          second.toSeconds(),
          third.toSeconds());
      assertThat(againAfterBox).isBetween(0L, SENT_AGAIN_BYTES_MAX);
      assertThat(againAfterHome).isBetween(0L, SENT_AGAIN_BYTES_MAX);

      Path back = directory.resolve("back");
      Duration restored = home(pair, 0, "restore", name, "--to", back.toString());
      System.out.printf(
          "prove-large file=%s restoreSeconds=%d peakHomeMib=%d peakBoxMib=%d%n",
          name, restored.toSeconds(), peakHomeKib >> 10, peakBoxKib >> 10);
      assertThat(pair.home().must("--json", "sync").out()).contains("\"sentBytes\":0");
      return back;
    }
  }

  private Duration home(Pair pair, int exit, String... arguments) throws Exception {
    return await(pair.home().start(arguments), pair, exit);
  }

  /// Waits for a command, and sees meanwhile how much memory it and the box take.
  private Duration await(Process command, Pair pair, int exit) throws Exception {
    long began = System.nanoTime();
    while (!command.waitFor(100, TimeUnit.MILLISECONDS)) {
      peakHomeKib = Math.max(peakHomeKib, peakKib(command.pid()));
      peakBoxKib = Math.max(peakBoxKib, peakKib(pair.box().pid()));
    }
    assertThat(command.exitValue())
        .as(
            "%s, %d B on the path",
            Files.readString(pair.home().log()), pair.path().towardsListenerBytes())
        .isEqualTo(exit);
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private static long peakKib(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0; // it has just ended
    }
  }

  /// @return object bytes that the box received since it was started
  private static long stopAndCount(Pair pair) throws Exception {
    pair.box().stop();
    String log = pair.box().log();
    String sinceStart = log.substring(log.lastIndexOf(" box started "));
    return RECEIVED
        .matcher(sinceStart)
        .results()
        .mapToLong(it -> Long.parseLong(it.group(1)))
        .sum();
  }

  /// @return object bytes that the stopped box keeps, all of them read and hashed
  private static long check(Pair pair) throws Exception {
    Programs.Ended ended =
        Programs.run(
                pair.box().programs().box(),
                Map.of(),
                List.of("check", "--data", pair.box().data().toString()))
            .well();
    Matcher read = CHECKED.matcher(ended.out());
    assertThat(read.find()).as(ended.out()).isTrue();
    return Long.parseLong(read.group(1));
  }
}
