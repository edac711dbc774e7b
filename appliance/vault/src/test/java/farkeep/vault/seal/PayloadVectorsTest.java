package farkeep.vault.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.objects.Bytes32;
import farkeep.objects.MalformedObjectException;
import farkeep.objects.ObjectHeader;
import farkeep.objects.ObjectId;
import farkeep.objects.ObjectKind;
import farkeep.objects.SigningKey;
import farkeep.vault.keys.RootKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// What a hostile device that has the keys could seal.
class PayloadVectorsTest {
  private final RootKeys root = RootKeys.of(new byte[32]);
  private final Opener opener = new Opener(_ -> root);

  @TestFactory
  Stream<DynamicTest> every_payload_of_the_table_is_opened_or_refused_as_it_says()
      throws IOException {
    return Files.readAllLines(Path.of("src/test/resources/vectors/payloads.txt")).stream()
        .filter(line -> !line.startsWith("#"))
        .map(line -> DynamicTest.dynamicTest(line, () -> check(line.split(" *\\| *"))));
  }

  private void check(String[] fields) {
    SealedObject sealed = sealed(fields[0].split(" "), fields[1].replace(" ", ""));
    if (fields[2].startsWith("=")) {
      byte[] wanted = HexFormat.of().parseHex(fields[2].substring(1).strip());
      assertThat(opener.open(sealed.id(), sealed.stored()).plain()).isEqualTo(wanted);
    } else {
      assertThatThrownBy(() -> opener.open(sealed.id(), sealed.stored()))
          .isInstanceOf(MalformedObjectException.class)
          .hasMessageContaining(fields[2]);
    }
  }

  private SealedObject sealed(String[] shape, String payload) {
    ObjectKind kind = ObjectKind.valueOf(shape[0]);
    List<ObjectId> children =
        IntStream.range(0, Integer.parseInt(shape[2]))
            .mapToObj(i -> new ObjectId(new Bytes32(i, 0, 0, 0)))
            .toList();
    int level = Integer.parseInt(shape[1]);
    ObjectHeader header = new ObjectHeader(1, kind, level, root.keyId(), new byte[0], children);
    SealedObject sealed = RawSealer.seal(root, header, HexFormat.of().parseHex(payload));
    if (kind != ObjectKind.SNAPSHOT) return sealed;
    byte[] stored = sealed.stored();
    byte[] signed = Arrays.copyOf(stored, stored.length + SigningKey.SIGNATURE_BYTES);
    return new SealedObject(ObjectId.ofStored(signed), signed);
  }
}
