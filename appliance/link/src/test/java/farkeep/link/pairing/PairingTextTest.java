package farkeep.link.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.link.carrier.Pin;
import farkeep.objects.Bytes32;
import farkeep.objects.FieldWriter;
import farkeep.objects.PeerId;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class PairingTextTest {
  private static final PeerId BOX = new PeerId(Bytes32.of(counted(0, 32)));
  private static final Pin PIN = new Pin(Bytes32.of(counted(32, 32)));
  private static final PairingSecret SECRET = PairingSecret.of(counted(64, PairingSecret.BYTES));
  private static final PairingText TEXT =
      PairingText.of(BOX, PIN, List.of("192.168.178.40:4877", "[2001:db8::7]:4877"), SECRET);

  private static byte[] counted(int from, int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) bytes[i] = (byte) (from + i);
    return bytes;
  }

  /// The example of docs/format.md.
  @Test
  void the_text_is_as_the_format_says() {
    assertThat(TEXT.encode())
        .isEqualTo(
            "farkeep:pair:AQABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4fICEiIyQlJicoKSorLC0uLzAxMjM0NTY"
                + "3ODk6Ozw9Pj9AQUJDREVGR0hJSktMTU5PAhMxOTIuMTY4LjE3OC40MDo0ODc3ElsyMDAxOmRiODo6N106NDg3N7-iqfk");
  }

  @Test
  void what_was_written_is_read() {
    assertThat(PairingText.parse(TEXT.encode())).isEqualTo(TEXT);
  }

  @Test
  void what_a_mail_or_a_scanner_does_to_it_does_not_matter() {
    String text = TEXT.encode();
    String folded = "  " + text.replaceAll("(.{40})", "$1\r\n  ") + "\n";
    assertThat(PairingText.isMeant(folded)).isTrue();
    assertThat(PairingText.parse(folded)).isEqualTo(TEXT);

    String prefix = PairingText.PREFIX;
    String loud = prefix.toUpperCase(Locale.ROOT) + text.substring(prefix.length());
    assertThat(PairingText.parse(loud)).isEqualTo(TEXT);
  }

  @Test
  void every_text_that_is_cut_off_says_so() {
    String text = TEXT.encode();
    for (int length = PairingText.PREFIX.length(); length < text.length(); length++) {
      assertRefused(text.substring(0, length), "cut off or altered (%d letters".formatted(length));
    }
  }

  @Test
  void every_letter_that_is_altered_is_noticed() {
    String text = TEXT.encode();
    for (int i = PairingText.PREFIX.length(); i < text.length(); i++) {
      char other = text.charAt(i) == 'A' ? 'B' : 'A';
      assertRefused(text.substring(0, i) + other + text.substring(i + 1), "cut off or altered");
    }
    assertRefused(text + "A", "cut off or altered");
    assertRefused(text + "=", "cut off or altered");
    assertRefused(text.replace('A', 'ä'), "cut off or altered");
  }

  @Test
  void other_texts_and_far_too_long_ones_are_told_from_it() {
    assertThat(PairingText.isMeant("192.168.178.40:4877")).isFalse();
    assertRefused("", "begins with farkeep:pair:");
    assertRefused("https://example.org", "begins with farkeep:pair:");
    assertRefused(" ".repeat(PairingText.TYPED_MAX) + "x", "this has 2001");
  }

  @Test
  void a_text_of_a_newer_version_asks_for_an_update() {
    assertRefused(sealed(new FieldWriter().u8(2).bytes(new byte[99])), "update Farkeep");
  }

  @Test
  void a_right_checksum_makes_no_wrong_field_good() {
    assertRefused(sealed(fields(5)), "addresses is 5; at most 4");
    assertRefused(sealed(fields(1).text("")), "letters that none has");
    assertRefused(sealed(fields(1).text("a b:1")), "letters that none has");
    assertRefused(sealed(fields(1).text("\u001b[2Jbox:1")), "letters that none has");
    assertRefused(sealed(fields(1).varint(256)), "at most 255");
    assertRefused(sealed(fields(1)), "address length needs 1 B");
    assertRefused(sealed(fields(0).u8(0)), "1 B too many");
  }

  private static FieldWriter fields(int addresses) {
    return new FieldWriter()
        .u8(1)
        .bytes32(BOX.value())
        .bytes32(PIN.value())
        .bytes(SECRET.bytes())
        .u8(addresses);
  }

  private static String sealed(FieldWriter fields) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(fields.done());
      byte[] all = fields.bytes(Arrays.copyOf(hash, 4)).done();
      return PairingText.PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertRefused(String text, String told) {
    assertThatThrownBy(() -> PairingText.parse(text))
        .as(text)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(told);
  }

  @Test
  void a_box_with_many_addresses_gives_the_best_that_fit() {
    List<String> short5 = List.of("a:1", "b:1", "c:1", "d:1", "e:1");
    assertThat(PairingText.of(BOX, PIN, short5, SECRET).addresses())
        .containsExactly("a:1", "b:1", "c:1", "d:1");

    List<String> mixed = List.of("x".repeat(150) + ":1", "y".repeat(150) + ":1", "no host", "z:1");
    PairingText fitting = PairingText.of(BOX, PIN, mixed, SECRET);
    assertThat(fitting.addresses()).containsExactly(mixed.getFirst(), "z:1");
    assertThat(fitting.encode().length()).isLessThanOrEqualTo(PairingText.LETTERS_MAX);
    assertThatThrownBy(() -> new PairingText(BOX, PIN, short5, SECRET))
        .hasMessageContaining("5 addresses; at most 4");
  }

  @Test
  void nothing_that_is_logged_shows_the_secret() {
    String hex = new String(SECRET.characters());
    assertThat(hex).hasSize(32);
    assertThat(TEXT.toString()).doesNotContain(hex).contains("PairingSecret");
    assertThatThrownBy(() -> PairingSecret.of(new byte[15])).hasMessageContaining("15 B");
  }
}
