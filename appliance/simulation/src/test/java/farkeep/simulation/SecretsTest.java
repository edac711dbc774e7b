package farkeep.simulation;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.objects.port.DiskFile;
import farkeep.testkit.SeededRandomness;
import farkeep.testkit.disk.SimulatedDisk;
import farkeep.testkit.tasks.SimulatedTasks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SecretsTest {
  private static final int KEYS = 40;

  @Test
  void every_key_is_found_wherever_it_lies_and_a_part_of_one_is_none() {
    SeededRandomness chance = new SeededRandomness(1);
    byte[] keys = chance.bytes(KEYS * Secrets.KEY_BYTES);
    Secrets secrets = new Secrets();
    secrets.add("a key", keys);
    for (int i = 0; i < KEYS; i++) {
      byte[] around = chance.bytes(500);
      assertThat(secrets.in(around)).isEmpty();
      int at = (int) chance.below(around.length - Secrets.KEY_BYTES + 1);
      System.arraycopy(keys, i * Secrets.KEY_BYTES, around, at, Secrets.KEY_BYTES);
      assertThat(secrets.in(around)).contains("a key");
      around[at + (int) chance.below(Secrets.KEY_BYTES)] ^= 1;
      assertThat(secrets.in(around)).isEmpty();
    }
  }

  @Test
  void a_key_in_digits_and_the_marks_of_users_are_found_in_what_a_box_says() {
    Secrets secrets = new Secrets();
    byte[] key = new SeededRandomness(2).bytes(Secrets.KEY_BYTES);
    secrets.add("a key", key);
    assertThat(secrets.in("opened with " + HexFormat.of().formatHex(key) + ".")).contains("a key");
    assertThat(secrets.in("kept " + Marks.NAME + "1")).contains("a name of a user");
    assertThat(secrets.in("kept " + Marks.CONTENT)).contains("content of a user");
    assertThat(secrets.in("kept 3 snapshots")).isEmpty();
  }

  @Test
  void a_key_on_the_disk_of_a_box_is_a_broken_promise() throws IOException {
    World world = new World(new SimulatedTasks(3), Scratch.forRun());
    byte[] key = world.tasks().randomness().bytes(Secrets.KEY_BYTES);
    world.secrets().add("a key of home1", key);
    SimulatedDisk disk = new SimulatedDisk(BoxMachine.DISK_BYTES);
    try (DiskFile file = disk.create("file")) {
      file.write(0, ByteBuffer.wrap("nothing".getBytes(US_ASCII)));
      new DiskCheck(world, "box1", disk).isPrivate();
      world.check();
      file.write(9_000, ByteBuffer.wrap(key));
    }
    new DiskCheck(world, "box1", disk).isPrivate();
    assertThatThrownBy(world::check).hasMessage("box1 has a key of home1 in its file file");
  }
}
