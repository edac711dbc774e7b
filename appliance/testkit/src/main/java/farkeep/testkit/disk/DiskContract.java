package farkeep.testkit.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.objects.port.AlreadyLockedException;
import farkeep.objects.port.Disk;
import farkeep.objects.port.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What every [Disk] does while the power is on.
public abstract class DiskContract {
  /// An empty disk, the same one for all of a test.
  protected abstract Disk disk();

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String read(DiskFile file, long at, int count) throws IOException {
    ByteBuffer into = ByteBuffer.allocate(count);
    int read = file.read(at, into);
    assertThat(into.position()).isEqualTo(read);
    return new String(into.array(), 0, read, StandardCharsets.US_ASCII);
  }

  @Test
  void what_is_written_is_read_at_its_place() throws IOException {
    try (DiskFile file = disk().create("a")) {
      ByteBuffer from = bytes("--hello--").position(2).limit(7);
      file.write(3, from);
      assertThat(from.remaining()).isZero();
      assertThat(file.size()).isEqualTo(8);
      assertThat(read(file, 3, 5)).isEqualTo("hello");
      assertThat(read(file, 6, 5)).isEqualTo("lo");
      assertThat(read(file, 8, 5)).isEmpty();
      assertThat(read(file, 0, 4)).isEqualTo("\0\0\0h");
      file.force();
    }
    try (DiskFile file = disk().open("a", Disk.Access.READ)) {
      assertThat(read(file, 3, 9)).isEqualTo("hello");
    }
  }

  @Test
  void large_arrays_and_direct_buffers_are_written_and_read_whole() throws IOException {
    byte[] large = new byte[1_000_000];
    new SplittableRandom(5).nextBytes(large);
    try (DiskFile file = disk().create("large")) {
      file.write(0, ByteBuffer.wrap(large));
      ByteBuffer direct = ByteBuffer.allocateDirect(large.length).put(large).flip();
      file.write(large.length, direct);
      ByteBuffer read = ByteBuffer.allocate(2 * large.length);
      assertThat(file.read(0, read)).isEqualTo(2 * large.length);
      assertThat(read.array()).startsWith(large).endsWith(large);
    }
  }

  @Test
  void truncate_cuts_and_lengthens_with_zeros() throws IOException {
    try (DiskFile file = disk().create("a")) {
      file.write(0, bytes("hello"));
      file.truncate(2);
      assertThat(file.size()).isEqualTo(2);
      file.truncate(4);
      assertThat(read(file, 0, 9)).isEqualTo("he\0\0");
    }
  }

  @Test
  void a_file_opened_for_reading_is_not_written() throws IOException {
    disk().create("a").close();
    try (DiskFile file = disk().open("a", Disk.Access.READ)) {
      assertThatThrownBy(() -> file.write(0, bytes("x"))).isInstanceOf(Exception.class);
    }
  }

  @Test
  void names_are_made_listed_renamed_and_deleted() throws IOException {
    disk().makeDirectories("d/e");
    disk().makeDirectories("d/e");
    disk().create("d/b").close();
    try (DiskFile file = disk().create("d/a")) {
      file.write(0, bytes("a"));
    }
    assertThat(disk().list("d")).containsExactly("a", "b", "e");
    assertThat(disk().list("")).containsExactly("d");
    assertThat(disk().list("nowhere")).isEmpty();
    disk().rename("d/a", "d/b");
    assertThat(disk().list("d")).containsExactly("b", "e");
    try (DiskFile file = disk().open("d/b", Disk.Access.READ)) {
      assertThat(read(file, 0, 5)).isEqualTo("a");
    }
    disk().rename("d", "f");
    assertThat(disk().exists("f/b")).isTrue();
    assertThat(disk().exists("d/b")).isFalse();
    disk().delete("f/b");
    disk().delete("f/e");
    assertThat(disk().list("f")).isEmpty();
    disk().forceDirectory("f");
    disk().forceDirectory("");
  }

  @Test
  void names_that_are_taken_or_missing_are_told() throws IOException {
    disk().create("a").close();
    assertThatThrownBy(() -> disk().create("a")).isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(() -> disk().create("no/a")).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> disk().open("b", Disk.Access.READ))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> disk().delete("b")).isInstanceOf(NoSuchFileException.class);
    disk().makeDirectories("d");
    disk().create("d/a").close();
    assertThatThrownBy(() -> disk().delete("d")).isInstanceOf(IOException.class);
  }

  @Test
  void a_lock_is_held_once_and_given_back() throws IOException {
    disk().makeDirectories("v");
    var held = disk().lock("v/lock");
    assertThatThrownBy(() -> disk().lock("v/lock"))
        .isInstanceOf(AlreadyLockedException.class)
        .hasMessageContaining("v is in use");
    held.close();
    disk().lock("v/lock").close();
  }

  @Test
  void free_bytes_are_within_the_size_of_the_disk() throws IOException {
    assertThat(disk().freeBytes()).isPositive().isLessThanOrEqualTo(disk().totalBytes());
  }

  @Test
  void a_deleted_file_can_be_read_by_who_has_it_open() throws IOException {
    try (DiskFile file = disk().create("a")) {
      file.write(0, bytes("still here"));
      disk().delete("a");
      assertThat(read(file, 0, 10)).isEqualTo("still here");
    }
  }
}
