package farkeep.home.scan;

import static farkeep.home.Programs.shell;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.home.posix.Errno;
import farkeep.home.posix.PosixException;
import farkeep.objects.port.Clocks;
import farkeep.objects.port.Tasks;
import farkeep.vault.tree.TreePath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StableReaderTest {
  private static final TreePath FILE = TreePath.ofText("file");

  @TempDir Path directory;
  private FolderRoot root;
  private final HandClock clock = new HandClock();

  @BeforeEach
  void open() throws IOException {
    root = FolderRoot.open(directory.toString().getBytes(UTF_8));
  }

  @AfterEach
  void close() {
    root.close();
  }

  private StableReader reader() {
    return new StableReader(root, clock, clock);
  }

  private static byte[] all(StableFile file) throws IOException {
    ByteBuffer content = ByteBuffer.allocate((int) file.sizeBytes());
    file.read(0, content);
    return content.array();
  }

  // not within the step of the kernel's clock in which the file was made: its times must differ
  private void changeLater(String commands) {
    shell(directory, "sleep 0.02; " + commands);
  }

  @Test
  void a_file_that_changes_while_it_is_read_is_read_again_and_never_kept_as_a_mix()
      throws Exception {
    shell(directory, "printf old-old-old > file");
    List<String> tries = new ArrayList<>();

    String read =
        reader()
            .read(
                FILE,
                file -> {
                  ByteBuffer half = ByteBuffer.allocate(4);
                  file.read(0, half);
                  if (tries.isEmpty()) changeLater("printf new-new-new > file");
                  ByteBuffer rest = ByteBuffer.allocate(100);
                  int got = file.read(4, rest);
                  String text =
                      new String(half.array(), UTF_8) + new String(rest.array(), 0, got, UTF_8);
                  tries.add(text);
                  return text;
                });

    assertThat(tries).containsExactly("old-new-new", "new-new-new");
    assertThat(read).isEqualTo("new-new-new");
  }

  @Test
  void a_file_that_never_holds_still_is_told_after_a_bounded_number_of_tries() {
    shell(directory, "echo start > file");
    int[] tries = {0};

    assertThatThrownBy(() ->
            reader()
                .read(
                    FILE,
                    file -> {
                      tries[0]++;
                      changeLater("echo more >> file");
                      return all(file);
                    }))
        .isInstanceOf(ChangingFileException.class)
        .hasMessage(
            "file: changed while it was read, 4 times; its last stable version stays kept, and it"
                + " is read again at the next pass");
    assertThat(tries[0]).isEqualTo(StableReader.TRIES_MAX);
  }

  @Test
  void reading_a_file_that_grows_for_ever_ends_where_it_ended_when_opened() throws Exception {
    shell(directory, "printf 12345 > file");
    try (StableFile file = root.open(FILE)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      int bytes = 0;
      for (int got; (got = file.read(bytes, one.clear())) > 0; bytes += got) {
        Files.writeString(directory.resolve("file"), "more", StandardOpenOption.APPEND);
      }
      assertThat(bytes).isEqualTo(5);
      assertThat(file.rangeAt(0)).isEqualTo(new Range.Data(0, 5));
      assertThat(file.unchanged()).isFalse();
    }
  }

  @Test
  void what_has_just_changed_is_let_settle_as_long_as_its_clock_stands_still() throws Exception {
    shell(directory, "echo x > file");
    try (StableFile file = root.open(FILE)) {
      clock.now = Instant.ofEpochSecond(0, file.stat().ctimeNs()).plusMillis(2);
    }
    assertThat(reader().<byte[]>read(FILE, StableReaderTest::all)).hasSize(2);
    assertThat(clock.slept).containsExactly(StableReader.STEP.minusMillis(2));

    clock.slept.clear();
    clock.now = clock.now.plusSeconds(1);
    reader().<byte[]>read(FILE, StableReaderTest::all);
    clock.now = clock.now.minusSeconds(1000);
    reader().<byte[]>read(FILE, StableReaderTest::all);
    assertThat(clock.slept).isEmpty();
  }

  @Test
  void what_is_no_file_or_gone_is_said() throws Exception {
    shell(directory, "mkdir d; mkfifo pipe; ln -s d link");
    assertThatThrownBy(() -> root.open(TreePath.ofText("pipe")))
        .isInstanceOf(NotAFileException.class)
        .hasMessage("pipe: is no file any more but a fifo; look at it again");
    assertThatThrownBy(() -> root.open(TreePath.ofText("d"))).isInstanceOf(NotAFileException.class);
    assertThatThrownBy(() -> root.open(TreePath.ofText("link")))
        .isInstanceOfSatisfying(
            PosixException.class, refused -> assertThat(refused.errno()).isEqualTo(Errno.ELOOP));
    assertThatThrownBy(() -> root.open(TreePath.ofText("gone")))
        .hasMessageEndingWith("gone: does not exist (openat, ENOENT)");
  }

  @Test
  void ranges_are_data_and_holes_in_turn_to_the_end() throws Exception {
    shell(
        directory,
        """
        truncate -s 10M file
        printf x | dd of=file bs=1 seek=4M conv=notrunc status=none
        """);
    List<Range> ranges = new ArrayList<>();
    try (StableFile file = root.open(FILE)) {
      for (long at = 0; at < file.sizeBytes(); at += ranges.getLast().bytes()) {
        ranges.add(file.rangeAt(at));
      }
      assertThatThrownBy(() -> file.rangeAt(10 << 20))
          .hasMessageContaining("of a file of 10485760");
    }
    assertThat(ranges)
        .containsExactly(
            new Range.Hole(0, 4 << 20),
            new Range.Data(4 << 20, 4096),
            new Range.Hole((4 << 20) + 4096, (6 << 20) - 4096));
  }

  /// A wall clock set by hand, and sleep that only notes how long.
  private static final class HandClock implements Clocks, Tasks {
    private Instant now = Instant.parse("2100-01-01T00:00:00Z");
    private final List<Duration> slept = new ArrayList<>();

    @Override
    public Instant wall() {
      return now;
    }

    @Override
    public Duration running() {
      return Duration.between(Instant.EPOCH, now);
    }

    @Override
    public void sleep(Duration time) {
      slept.add(time);
    }

    @Override
    public Task start(String name, Work work) {
      throw new AssertionError("nothing is started");
    }

    @Override
    public void cancelSelf() {
      throw new AssertionError("nothing is cancelled");
    }

    @Override
    public Monitor monitor() {
      throw new AssertionError("nobody waits");
    }
  }
}
