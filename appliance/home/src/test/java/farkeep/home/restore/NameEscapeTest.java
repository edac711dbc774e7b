package farkeep.home.restore;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NameEscapeTest {
  private static String encode(String name) {
    return new String(NameEscape.encode(name.getBytes(UTF_8)), UTF_8);
  }

  @Test
  void only_what_windows_can_not_hold_is_written_in_another_way() {
    assertThat(encode("plain näme.txt")).isEqualTo("plain näme.txt");
    assertThat(encode("a:b?")).isEqualTo("a%3Ab%3F");
    assertThat(encode("100%")).isEqualTo("100%");
    assertThat(encode("a%3Ab")).isEqualTo("a%253Ab");
    assertThat(encode("end. .")).isEqualTo("end%2E%20%2E");
    assertThat(encode("\n")).isEqualTo("%0A");
    assertThat(new String(NameEscape.encode("latin\u00e9".getBytes(ISO_8859_1)), UTF_8))
        .isEqualTo("latin%E9");
  }

  @Test
  void every_name_comes_back_and_no_two_become_one() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    byte[] letters = "%%%253AaF:. \\\u00e9".getBytes(ISO_8859_1);
    Map<String, String> before = new HashMap<>();
    for (int i = 0; i < 50_000; i++) {
      byte[] name = new byte[1 + random.nextInt(8)];
      for (int j = 0; j < name.length; j++) name[j] = letters[random.nextInt(letters.length)];
      byte[] encoded = NameEscape.encode(name);
      assertThat(NameEscape.decode(encoded)).as("seed %d", seed).isEqualTo(name);
      String latin = new String(name, ISO_8859_1);
      String other = before.putIfAbsent(new String(encoded, ISO_8859_1), latin);
      assertThat(other == null || other.equals(latin)).as("seed %d: %s", seed, latin).isTrue();
    }
  }

  @Test
  void a_name_too_long_after_that_is_cut_and_stays_unlike_others() {
    String long1 = ":".repeat(250) + "1";
    String long2 = ":".repeat(250) + "2";
    assertThat(encode(long1)).hasSizeLessThanOrEqualTo(255).isNotEqualTo(encode(long2));
    assertThat(encode(long1)).matches("(%3A){66}~[0-9A-F]{24}");
    assertThat(encode("\u00e9".repeat(120) + ":".repeat(9))).hasSizeLessThanOrEqualTo(255);
  }
}
