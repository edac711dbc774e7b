package farkeep.link.pairing;

import com.code_intelligence.jazzer.junit.FuzzTest;
import farkeep.fuzz.Bounds;
import farkeep.fuzz.Seeds;
import farkeep.link.carrier.Pin;
import farkeep.objects.Bytes32;
import farkeep.objects.PeerId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What somebody types, pastes or scans as the text of a QR code.
class PairingTextFuzzTest {
  private static final int CHECKSUM_BYTES = 4;

  private static Stream<PairingText> texts() {
    PeerId box = new PeerId(new Bytes32(1, 2, 3, 4));
    Pin pin = new Pin(new Bytes32(5, 6, 7, 8));
    PairingSecret secret = PairingSecret.of(new byte[PairingSecret.BYTES]);
    return Stream.of(
            List.<String>of(),
            List.of("192.168.178.40:4877"),
            List.of("a:1", "[2001:db8::7]:4877", "box.example.org:8440", "d:4"))
        .map(addresses -> PairingText.of(box, pin, addresses, secret));
  }

  static Stream<Arguments> typed() {
    return texts()
        .map(text -> Seeds.seed(text.toString(), text.encode().getBytes(StandardCharsets.UTF_8)));
  }

  @MethodSource("typed")
  @FuzzTest
  void what_is_typed_is_a_text_or_answered_with_what_is_wrong(byte[] typed) {
    String text = new String(typed, StandardCharsets.UTF_8);
    Bounds.hold(() -> readAlike(text), IllegalArgumentException.class);
  }

  static Stream<Arguments> fields() {
    return texts().map(text -> Seeds.seed(text.toString(), withoutChecksum(text)));
  }

  private static byte[] withoutChecksum(PairingText text) {
    byte[] all =
        Base64.getUrlDecoder().decode(text.encode().substring(PairingText.PREFIX.length()));
    return Arrays.copyOf(all, all.length - CHECKSUM_BYTES);
  }

  /// The same behind the checksum, which no chance would find.
  @MethodSource("fields")
  @FuzzTest
  void fields_with_a_right_checksum_are_a_text_or_refused(byte[] fields) throws Exception {
    byte[] all = Arrays.copyOf(fields, fields.length + CHECKSUM_BYTES);
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(fields);
    System.arraycopy(hash, 0, all, fields.length, CHECKSUM_BYTES);
    String text = PairingText.PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    Bounds.hold(() -> readAlike(text), IllegalArgumentException.class);
  }

  private static void readAlike(String typed) {
    PairingText text = PairingText.parse(typed);
    Bounds.require(
        text.encode().equalsIgnoreCase(typed.replaceAll("\\s", "")), "it is written as another");
    Bounds.require(PairingText.parse(text.encode()).equals(text), "it reads as another");
  }
}
