package farkeep.vault;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.objects.ObjectId;
import farkeep.objects.log.HeadMove;
import farkeep.objects.log.VaultLogEntry;
import farkeep.vault.keys.DeviceKeyFile;
import farkeep.vault.keys.Keyring;
import farkeep.vault.seal.Opener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class AlteredGoldenTest {
  private static final Path RESOURCES = Path.of("src/test/resources");
  private final Golden golden = new Golden();

  @TestFactory
  Stream<DynamicTest> every_altered_file_of_the_table_is_refused_with_what_it_says()
      throws IOException {
    golden.files();
    return Files.readAllLines(RESOURCES.resolve("vectors/altered.txt")).stream()
        .filter(line -> !line.startsWith("#"))
        .map(line -> DynamicTest.dynamicTest(line, () -> check(line.split(" *\\| *"))));
  }

  private void check(String[] fields) throws IOException {
    byte[] good = Files.readAllBytes(RESOURCES.resolve("golden/vault").resolve(fields[0]));
    byte[] altered = altered(good, fields[1].split("="));
    assertThatThrownBy(() -> read(fields[0], altered)).hasMessageContaining(fields[2]);
  }

  private static byte[] altered(byte[] good, String[] change) {
    if (change[0].equals("cut")) return Arrays.copyOf(good, Integer.parseInt(change[1]));
    byte[] bytes = HexFormat.of().parseHex(change[1]);
    if (change[0].equals("add")) {
      ByteArrayOutputStream longer = new ByteArrayOutputStream();
      longer.writeBytes(good);
      longer.writeBytes(bytes);
      return longer.toByteArray();
    }
    byte[] altered = good.clone();
    System.arraycopy(bytes, 0, altered, Integer.parseInt(change[0]), bytes.length);
    return altered;
  }

  private void read(String name, byte[] bytes) {
    switch (name.substring(name.indexOf('.'))) {
      case ".fkl" -> VaultLogEntry.parse(bytes);
      case ".fkh" -> HeadMove.parse(bytes);
      case ".fkd" -> DeviceKeyFile.decode(bytes, Golden.PASSPHRASE.toCharArray());
      case ".fko" ->
          new Opener(Keyring.open(golden.log, golden.device)::root)
              .open(ObjectId.ofStored(bytes), bytes);
      default -> throw new IllegalArgumentException(name);
    }
  }
}
