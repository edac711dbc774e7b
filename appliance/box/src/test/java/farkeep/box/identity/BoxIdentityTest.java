package farkeep.box.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.objects.port.Disk;
import farkeep.objects.system.SystemClocks;
import farkeep.objects.system.SystemDisk;
import farkeep.testkit.SeededRandomness;
import farkeep.testkit.disk.CrashPoints;
import farkeep.testkit.disk.SimulatedDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoxIdentityTest {
  @TempDir Path directory;

  private static BoxIdentity on(Disk disk, long seed) throws IOException {
    return BoxIdentity.loadOrMake(disk, new SystemClocks(), new SeededRandomness(seed), _ -> {});
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void it_is_made_once_and_outlives_a_power_cut(long seed) throws Exception {
    SimulatedDisk disk = new SimulatedDisk(1 << 20);
    BoxIdentity made = on(disk, seed);
    BoxIdentity again = on(disk.crash(seed), seed + 100);
    assertThat(again.id()).isEqualTo(made.id());
    assertThat(again.tls().pin()).isEqualTo(made.tls().pin());
  }

  @Test
  void a_power_cut_at_any_moment_leaves_a_whole_identity_or_none() throws Exception {
    SimulatedDisk disk = new SimulatedDisk(1 << 20).recording();
    BoxIdentity made = on(disk, 1);
    int looked =
        new CrashPoints(disk)
            .each(
                7,
                8,
                (left, operations, _) -> {
                  BoxIdentity found = on(left, 2);
                  if (operations == disk.operations()) {
                    assertThat(found.id()).isEqualTo(made.id());
                  }
                });
    assertThat(looked).isGreaterThan(30);
  }

  @Test
  void its_file_is_for_the_boxs_user_alone_and_its_text_shows_no_key() throws Exception {
    BoxIdentity identity = on(new SystemDisk(directory), 1);
    Path file = directory.resolve(BoxIdentity.FILE);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    byte[] seed = new byte[32];
    System.arraycopy(Files.readAllBytes(file), 4, seed, 0, 32);
    assertThat(identity.toString()).doesNotContain(HexFormat.of().formatHex(seed).substring(0, 8));
  }

  @Test
  void a_flipped_bit_anywhere_in_one_of_the_two_is_mended_from_the_other_and_told()
      throws Exception {
    BoxIdentity made = on(new SystemDisk(directory), 1);
    List<Path> both =
        List.of(directory.resolve("box.identity"), directory.resolve("twin/box.identity"));
    byte[] whole = Files.readAllBytes(both.getFirst());
    assertThat(both.getLast()).hasBinaryContent(whole);
    for (Path one : both) {
      for (int at = 0; at < whole.length; at++) {
        byte[] damaged = whole.clone();
        damaged[at] ^= (byte) (1 << at % 8);
        Files.write(one, damaged);
        List<String> told = new ArrayList<>();
        BoxIdentity found =
            BoxIdentity.loadOrMake(
                new SystemDisk(directory), new SystemClocks(), new SeededRandomness(2), told::add);
        assertThat(found.id()).isEqualTo(made.id());
        assertThat(told).singleElement().asString().contains("was made anew");
        assertThat(one).hasBinaryContent(whole);
      }
    }
  }

  @Test
  void one_that_is_gone_or_has_no_bytes_comes_back_from_the_other() throws Exception {
    BoxIdentity made = on(new SystemDisk(directory), 1);
    for (String name : List.of("box.identity", "twin/box.identity")) {
      Path one = directory.resolve(name);
      byte[] whole = Files.readAllBytes(one);
      Files.delete(one);
      assertThat(on(new SystemDisk(directory), 2).id()).isEqualTo(made.id());
      assertThat(one).hasBinaryContent(whole);
      Files.write(one, new byte[0]);
      assertThat(on(new SystemDisk(directory), 3).id()).isEqualTo(made.id());
      assertThat(one).hasBinaryContent(whole);
    }
  }

  @Test
  void two_damaged_files_are_never_replaced_silently() throws Exception {
    on(new SystemDisk(directory), 1);
    byte[] bytes = Files.readAllBytes(directory.resolve("box.identity"));
    bytes[0] ^= 1;
    Files.write(directory.resolve("box.identity"), bytes);
    Files.write(directory.resolve("twin/box.identity"), new byte[20_000]);
    assertThatThrownBy(() -> on(new SystemDisk(directory), 2))
        .hasMessageContaining("box.identity is damaged (its checksum does not fit)")
        .hasMessageContaining("20000 B")
        .hasMessageContaining("put one back from a copy");
  }
}
