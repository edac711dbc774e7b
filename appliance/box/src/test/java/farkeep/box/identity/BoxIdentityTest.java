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
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoxIdentityTest {
  @TempDir Path directory;

  private static BoxIdentity on(Disk disk, long seed) throws IOException {
    return BoxIdentity.loadOrMake(disk, new SystemClocks(), new SeededRandomness(seed));
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
  void a_damaged_file_is_never_replaced_silently() throws Exception {
    on(new SystemDisk(directory), 1);
    Path file = directory.resolve(BoxIdentity.FILE);
    byte[] bytes = Files.readAllBytes(file);
    bytes[0] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(() -> on(new SystemDisk(directory), 2))
        .hasMessageContaining("box.identity is damaged")
        .hasMessageContaining("put it back from a copy");
    Files.write(file, new byte[20_000]);
    assertThatThrownBy(() -> on(new SystemDisk(directory), 2)).hasMessageContaining("20000 B");
  }
}
