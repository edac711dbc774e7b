package farkeep.home.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.home.engine.Moment;
import farkeep.home.posix.Shown;
import farkeep.vault.tree.ByteString;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Moments, names and patterns as the owner types them.
class WordsTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @CsvSource({
    "2027-01-03, 2027-01-03T22:59:59.999999999Z",
    "2027-07-03T18:00, 2027-07-03T16:00:00Z",
    "2027-01-03T18:00:30Z, 2027-01-03T18:00:30Z",
    "2027-01-03T18:00:30-05:00, 2027-01-03T23:00:30Z"
  })
  void a_time_is_meant_where_the_owner_lives_unless_it_says_otherwise(
      String text, Instant expected) {
    assertThat(Moments.parse(text, BERLIN)).isEqualTo(new Moment.At(expected));
  }

  @Test
  void a_sequence_and_the_newest_are_moments_too() {
    assertThat(Moments.parse("#12", BERLIN)).isEqualTo(new Moment.Sequence(12));
    assertThat(Moments.parse("", BERLIN)).isEqualTo(new Moment.Newest());
  }

  @ParameterizedTest
  @ValueSource(strings = {"yesterday", "#", "#-1", "2027-13-01", "2027-01-03T25:00", "12"})
  void what_is_no_moment_is_answered_with_examples(String text) {
    assertThatThrownBy(() -> Moments.parse(text, BERLIN))
        .hasMessageContaining(text)
        .hasMessageContaining("2027-01-03T18:00");
  }

  @Test
  void any_name_comes_back_from_how_it_is_shown() {
    long seed = 11;
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      byte[] name = new byte[1 + random.nextInt(40)];
      for (int b = 0; b < name.length; b++) name[b] = (byte) (1 + random.nextInt(255));
      assertThat(ShownNames.bytes(Shown.of(name))).as("seed %d, round %d", seed, i).isEqualTo(name);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\\", "a\\y", "a\\x", "a\\x4", "a\\xg0"})
  void a_half_escape_is_refused(String shown) {
    assertThatThrownBy(() -> ShownNames.bytes(shown)).hasMessageContaining("backslash");
  }

  @ParameterizedTest
  @CsvSource({
    "*.jpg, a.jpg, true",
    "*.jpg, .jpg, true",
    "*.jpg, a.jpeg, false",
    "?.txt, ü.txt, true",
    "?.txt, \\xfc.txt, true",
    "??.txt, ü.txt, false",
    "a*b*c, aXbYbZc, true",
    "a*b*c, aXbYbZ, false",
    "*, anything, true",
    "abc, abc, true",
    "abc, abcd, false"
  })
  void a_pattern_fits_as_in_a_shell(String pattern, String name, boolean fits) {
    assertThat(new NamePattern(pattern).fits(ByteString.of(ShownNames.bytes(name))))
        .isEqualTo(fits);
  }

  @Test
  void a_pattern_of_many_stars_ends() {
    ByteString name = ByteString.ofText("a".repeat(255));
    assertThat(new NamePattern("*a".repeat(100) + "b").fits(name)).isFalse();
  }
}
