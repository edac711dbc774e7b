package farkeep.home.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A log in a copy of a box's disk, which stands there twice.
class LogCopyTest {
  private static final String NAME = "vault.log";
  private static final String TWIN = "twin/vault.log";
  private static final int ENTRIES = 4;

  @TempDir Path vault;
  private final List<byte[]> entries = new ArrayList<>();
  private final List<Integer> places = new ArrayList<>();
  private byte[] whole = new byte[0];

  @BeforeEach
  void writeALogTwice() throws Exception {
    ByteBuffer all = ByteBuffer.allocate(1 << 12);
    byte[] chain = new byte[32];
    for (int number = 0; number < ENTRIES; number++) {
      byte[] entry = ("entry %d %s".formatted(number, "e".repeat(40 * number))).getBytes();
      entries.add(entry);
      places.add(all.position());
      chain = writeFrame(all, number, chain, entry);
    }
    whole = new byte[all.flip().remaining()];
    all.get(whole);
    Files.createDirectory(vault.resolve("twin"));
    write(NAME, whole);
    write(TWIN, whole);
  }

  private void write(String name, byte[] bytes) throws IOException {
    Files.write(vault.resolve(name), bytes);
  }

  private static byte[] writeFrame(ByteBuffer all, int number, byte[] before, byte[] entry)
      throws Exception {
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    sha.update(before);
    sha.update(new byte[48]);
    byte[] chain = sha.digest(entry);
    ByteBuffer frame = ByteBuffer.allocate((128 + entry.length + 63) / 64 * 64);
    frame.put("FKLE\1".getBytes()).putInt(8, entry.length).putLong(16, number);
    frame.put(72, chain).put(128, entry);
    CRC32C crc = new CRC32C();
    crc.update(frame.slice(0, 124));
    crc.update(entry);
    all.put(frame.putInt(124, (int) crc.getValue()).clear());
    return chain;
  }

  private void isAllThere() throws IOException {
    LogCopy read = LogCopy.read(vault, NAME);
    assertThat(read.entries()).containsExactlyElementsOf(entries);
    assertThat(read.damagedAt()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {NAME, TWIN})
  void any_byte_of_either_file_may_rot(String hurt) throws Exception {
    for (int at = 0; at < whole.length; at++) {
      byte[] rotten = whole.clone();
      rotten[at] ^= (byte) (1 << at % 8);
      write(hurt, rotten);
      isAllThere();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {NAME, TWIN})
  void either_file_may_be_gone_or_cut_off_anywhere(String hurt) throws Exception {
    for (int length = 0; length < whole.length; length += 64) {
      write(hurt, Arrays.copyOf(whole, length));
      isAllThere();
    }
    Files.delete(vault.resolve(hurt));
    isAllThere();
    assertThat(LogCopy.exists(vault, NAME)).isTrue();
  }

  @Test
  void what_both_have_lost_is_told_by_its_place() throws Exception {
    byte[] rotten = whole.clone();
    rotten[places.get(2) + 130] ^= 1;
    write(NAME, rotten);
    rotten[places.get(0)] ^= 1;
    write(TWIN, rotten);

    LogCopy read = LogCopy.read(vault, NAME);

    assertThat(read.damagedAt()).hasValue(places.get(2));
    assertThat(read.entries()).containsExactly(entries.get(0), entries.get(1), entries.get(3));
  }

  @Test
  void what_the_twin_never_got_is_no_damage() throws Exception {
    byte[] torn = whole.clone();
    torn[places.get(2)] ^= 1;
    write(NAME, torn);
    write(TWIN, Arrays.copyOf(whole, places.get(2)));

    LogCopy read = LogCopy.read(vault, NAME);

    assertThat(read.damagedAt()).isEmpty();
    assertThat(read.entries()).containsExactlyElementsOf(entries.subList(0, 2));
  }
}
