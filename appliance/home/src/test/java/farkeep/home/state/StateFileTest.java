package farkeep.home.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.LongDataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateFileTest {
  private static final TableKind<Long, byte[]> KIND =
      new TableKind<>(LongDataType.INSTANCE, ByteArrayDataType.INSTANCE);
  private static final String NAME = "numbers";
  private static final int HEADERS_BYTES = 2 * 4096;
  private static final int LIVES = 6;
  private static final int COMMITS = 30;
  private static final int KEYS = 500;

  @TempDir Path temporary;

  /// What a process leaves behind that is killed while it writes: the file before, and the
  /// beginning of what was added to it.
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void whenever_it_is_killed_the_newest_whole_commit_comes_back_and_nothing_else(long seed)
      throws Exception {
    Random random = new Random(seed);
    TreeMap<Long, byte[]> expected = new TreeMap<>();
    byte[] left = {};
    for (int life = 0; life < LIVES; life++) {
      Path path = killed("life-" + life, left);
      try (StateFile file = StateFile.open(path, _ -> KIND)) {
        assertHolds(file, expected);
        byte[] before = Files.readAllBytes(path);
        for (int commit = 0; commit < COMMITS; commit++) {
          TreeMap<Long, byte[]> older = new TreeMap<>(expected);
          change(file, expected, random);
          file.commit();
          byte[] after = Files.readAllBytes(path);
          assertOnlyAdded(before, after);
          left = torn(before, after, random);
          assertComesBack(left, older);
          if (commit < COMMITS - 1) before = after;
          else expected = older;
        }
      }
    }
  }

  private static void change(StateFile file, Map<Long, byte[]> expected, Random random) {
    for (int i = random.nextInt(1, 30); i > 0; i--) {
      long key = random.nextInt(KEYS);
      byte[] value = new byte[random.nextInt(200)];
      random.nextBytes(value);
      file.table(NAME, KIND).map().put(key, value);
      expected.put(key, value);
    }
  }

  private static void assertOnlyAdded(byte[] before, byte[] after) {
    if (before.length == 0) return;
    assertThat(after).hasSizeGreaterThan(before.length);
    assertThat(Arrays.mismatch(tail(before, before.length), tail(after, before.length)))
        .as("first byte that was written over")
        .isEqualTo(-1);
  }

  private static byte[] tail(byte[] bytes, int end) {
    return Arrays.copyOfRange(bytes, HEADERS_BYTES, end);
  }

  /// Without the last block at least.
  private static byte[] torn(byte[] before, byte[] after, Random random) {
    int added = random.nextInt(after.length - before.length);
    byte[] torn = Arrays.copyOf(before, before.length + added);
    System.arraycopy(after, before.length, torn, before.length, added);
    return torn;
  }

  private void assertComesBack(byte[] left, TreeMap<Long, byte[]> expected) throws IOException {
    try (StateFile file = StateFile.open(killed("look", left), _ -> KIND)) {
      assertHolds(file, expected);
    }
  }

  private static void assertHolds(StateFile file, TreeMap<Long, byte[]> expected) {
    TreeMap<Long, byte[]> found = new TreeMap<>();
    var all = file.table(NAME, KIND).map().cursor(null);
    while (all.hasNext()) {
      long key = all.next();
      found.put(key, all.getValue());
    }
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    found.forEach((key, value) -> assertThat(value).isEqualTo(expected.get(key)));
  }

  private Path killed(String name, byte[] left) throws IOException {
    Path directory = Files.createDirectories(temporary.resolve(name));
    Path path = directory.resolve("index");
    if (left.length > 0) {
      Files.write(path, left);
      Files.write(directory.resolve("index.open"), new byte[0]);
    }
    return path;
  }

  @Test
  void one_that_has_grown_is_rewritten_while_it_is_read() throws Exception {
    Path path = temporary.resolve("index");
    Random random = new Random(1);
    try (StateFile file = StateFile.open(path, _ -> KIND)) {
      Table<Long, byte[]> table = file.table(NAME, KIND);
      TreeMap<Long, byte[]> expected = new TreeMap<>();
      change(file, expected, random);
      file.commit();
      var cursor = table.map().cursor(null);
      Object inode = Files.getAttribute(path, "unix:ino");
      for (long added = 0; added <= 2 * StateFile.GROWTH_BYTES; added += 1 << 20) {
        byte[] value = new byte[1 << 20];
        random.nextBytes(value);
        table.map().put(-1L, value);
        expected.put(-1L, value);
        file.commit();
        if (!Files.getAttribute(path, "unix:ino").equals(inode)) break;
      }
      assertThat(Files.size(path)).isLessThan(2 << 20);
      assertHolds(file, expected);
      expected.remove(-1L);
      for (long key : expected.keySet()) {
        assertThat(cursor.next()).isEqualTo(key);
        assertThat(cursor.getValue()).isEqualTo(expected.get(key));
      }
      change(file, expected, random);
      file.commit();
    }
    try (StateFile file = StateFile.open(path, _ -> KIND)) {
      assertThat(file.table(NAME, KIND).map()).containsKey(-1L);
    }
    assertThat(temporary).isDirectoryNotContaining("glob:**index.*");
  }

  @Test
  void a_damaged_page_is_met_when_the_last_process_was_killed() throws Exception {
    Path path = temporary.resolve("index");
    Random random = new Random(1);
    try (StateFile file = StateFile.open(path, _ -> KIND)) {
      for (int i = 0; i < 200; i++) change(file, new TreeMap<>(), random);
      file.commit();
    }
    byte[] bytes = Files.readAllBytes(path);
    Arrays.fill(bytes, bytes.length / 3, bytes.length / 2, (byte) 0);
    Files.write(path, bytes);
    Files.createFile(temporary.resolve("index.open"));
    assertThatThrownBy(() -> StateFile.open(path, _ -> KIND).close())
        .isInstanceOf(MVStoreException.class);
  }
}
