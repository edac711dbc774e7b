package farkeep.home.node;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.home.state.StateDirectory;
import farkeep.objects.Bytes32;
import farkeep.objects.PeerId;
import farkeep.objects.log.BoxRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownAddressesTest {
  /// As it was written when the format was made.
  private static final String KEPT =
      "0101010101010101010101010101010101010101010101010101010101010101 oma.example:4877 [2001:db8::7]:4877\n"
          + "0202020202020202020202020202020202020202020202020202020202020202 192.168.178.40:4877\n";

  private static final PeerId OMA = box(0x01);
  private static final PeerId ATTIC = box(0x02);

  @TempDir Path directory;

  private static PeerId box(int value) {
    long word = value * 0x0101010101010101L;
    return new PeerId(new Bytes32(word, word, word, word));
  }

  private static BoxRecord saysOfItself(PeerId box) {
    return new BoxRecord(
        box, 1, new Bytes32(0, 0, 0, 0), Optional.empty(), List.of("10.0.0.7:4877"));
  }

  @Test
  void what_was_written_then_is_read_today_and_comes_before_what_a_box_says() throws Exception {
    Files.writeString(directory.resolve("box-addresses"), KEPT);
    try (StateDirectory state = StateDirectory.open(directory)) {
      KnownAddresses known = new KnownAddresses(state);
      assertThat(known.of(saysOfItself(OMA)))
          .containsExactly("oma.example:4877", "[2001:db8::7]:4877", "10.0.0.7:4877");
      assertThat(known.of(saysOfItself(ATTIC)))
          .containsExactly("192.168.178.40:4877", "10.0.0.7:4877");
      assertThat(known.of(saysOfItself(box(0x03)))).containsExactly("10.0.0.7:4877");
    }
  }

  @Test
  void it_is_written_as_it_was_then() throws Exception {
    try (StateDirectory state = StateDirectory.open(directory)) {
      KnownAddresses known = new KnownAddresses(state);
      known.remember(OMA, List.of("oma.example:4877", "[2001:db8::7]:4877"));
      known.remember(ATTIC, List.of("192.168.178.40:4877"));
      assertThat(Files.readString(directory.resolve("box-addresses"))).isEqualTo(KEPT);
    }
  }
}
