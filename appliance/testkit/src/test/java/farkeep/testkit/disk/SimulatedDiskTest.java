package farkeep.testkit.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.objects.port.Disk;
import farkeep.objects.port.DiskFile;
import farkeep.objects.port.DiskFullException;
import farkeep.testkit.disk.SimulatedDisk.Fault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SimulatedDiskTest extends DiskContract {
  private static final int SEEDS = 200;

  private final SimulatedDisk disk = new SimulatedDisk(16 << 20);

  @Override
  protected Disk disk() {
    return disk;
  }

  private static ByteBuffer filled(int count, int value) {
    byte[] bytes = new byte[count];
    Arrays.fill(bytes, (byte) value);
    return ByteBuffer.wrap(bytes);
  }

  private static byte[] content(Disk disk, String name) throws IOException {
    try (DiskFile file = disk.open(name, Disk.Access.READ)) {
      ByteBuffer all = ByteBuffer.allocate((int) file.size());
      file.read(0, all);
      return all.array();
    }
  }

  @Test
  void what_was_forced_survives_every_crash() throws IOException {
    DiskFile file = disk.create("a");
    file.write(0, filled(3_000, 1));
    file.force();
    disk.forceDirectory("");
    file.write(3_000, filled(3_000, 2));
    for (int seed = 0; seed < SEEDS; seed++) {
      assertThat(content(disk.crashedCopy(seed), "a")).startsWith(filled(3_000, 1).array());
    }
  }

  @Test
  void what_was_not_forced_is_kept_lost_torn_and_reordered() throws IOException {
    DiskFile file = disk.create("a");
    disk.forceDirectory("");
    file.write(0, filled(2_048, 1));
    file.write(2_048, filled(2_048, 2));
    Set<String> seen = new HashSet<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      byte[] left = content(disk.crashedCopy(seed), "a");
      int ones = 0;
      int twos = 0;
      for (byte each : left) {
        if (each == 1) ones++;
        if (each == 2) twos++;
      }
      assertThat(ones % 512).isZero();
      seen.add(word(ones) + " " + word(twos));
    }
    assertThat(seen).contains("none none", "all all", "all none", "none all", "some some");
  }

  private static String word(int count) {
    return count == 0 ? "none" : count == 2_048 ? "all" : "some";
  }

  @Test
  void a_name_is_undone_unless_its_directory_was_forced() throws IOException {
    disk.makeDirectories("d");
    disk.forceDirectory("");
    DiskFile file = disk.create("d/a");
    file.write(0, filled(10, 1));
    file.force();
    disk.rename("d/a", "d/b");
    Set<List<String>> seen = new HashSet<>();
    for (int seed = 0; seed < SEEDS; seed++) seen.add(disk.crashedCopy(seed).list("d"));
    assertThat(seen).containsExactlyInAnyOrder(List.of(), List.of("a"), List.of("b"));
    disk.forceDirectory("d");
    for (int seed = 0; seed < SEEDS; seed++) {
      assertThat(content(disk.crashedCopy(seed), "d/b")).hasSize(10);
    }
  }

  @Test
  void the_same_seed_leaves_the_same_bytes() throws IOException {
    DiskFile file = disk.create("a");
    disk.forceDirectory("");
    file.write(0, filled(100_000, 3));
    assertThat(content(disk.crashedCopy(7), "a")).isEqualTo(content(disk.crashedCopy(7), "a"));
    assertThat(content(disk.crash(7), "a")).isNotNull();
    assertThatThrownBy(file::size).hasMessage("the power is off");
  }

  @Test
  void a_failed_force_drops_what_it_should_have_written() throws IOException {
    DiskFile file = disk.create("a");
    disk.forceDirectory("");
    file.write(0, filled(10, 1));
    disk.planFault(0, Fault.FORCE_FAILS);
    assertThatThrownBy(file::force).isInstanceOf(IOException.class);
    assertThat(disk.faultMet()).isTrue();
    file.force();
    for (int seed = 0; seed < SEEDS; seed++) {
      assertThat(content(disk.crashedCopy(seed), "a")).isEmpty();
    }
  }

  @Test
  void planned_faults_are_met_at_their_operation() throws IOException {
    DiskFile file = disk.create("a");
    disk.planFault(1, Fault.SHORT_WRITE);
    file.write(0, filled(10, 1));
    assertThatThrownBy(() -> file.write(10, filled(10, 2))).isInstanceOf(IOException.class);
    assertThat(file.size()).isEqualTo(15);
    disk.planFault(0, Fault.DISK_FULL);
    assertThatThrownBy(() -> disk.create("b")).isInstanceOf(DiskFullException.class);
    disk.planFault(0, Fault.IO_ERROR);
    assertThatThrownBy(() -> disk.delete("a")).isInstanceOf(IOException.class);
    assertThat(disk.exists("a")).isTrue();
  }

  @Test
  void a_full_disk_takes_no_more() throws IOException {
    DiskFile file = disk.create("a");
    file.write(0, filled(16 << 20, 1));
    assertThat(disk.freeBytes()).isZero();
    assertThatThrownBy(() -> file.write(16 << 20, filled(1, 1)))
        .isInstanceOf(DiskFullException.class);
    file.write(0, filled(1, 2));
  }

  @Test
  void rot_is_read_and_stays() throws IOException {
    DiskFile file = disk.create("a");
    file.write(0, filled(10, 1));
    file.force();
    disk.forceDirectory("");
    disk.rot("a", 4, 0x80);
    assertThat(content(disk, "a")[4]).isEqualTo((byte) 0x81);
    assertThat(content(disk.crash(1), "a")[4]).isEqualTo((byte) 0x81);
  }
}
