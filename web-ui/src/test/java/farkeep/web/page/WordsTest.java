package farkeep.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T13:03:20Z");
  private static final Messages MESSAGES = new Messages("farkeep.web.box.messages");
  private static final Words ENGLISH = words(Locale.ENGLISH);
  private static final Words GERMAN = words(Locale.GERMAN);

  private static Words words(Locale locale) {
    return new Words(MESSAGES, locale, ZoneId.of("Europe/Berlin"), NOW);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0          | 0 B       | 0 B
          999        | 999 B     | 999 B
          1000       | 1 kB      | 1 kB
          1234567    | 1.2 MB    | 1,2 MB
          99400000   | 99.4 MB   | 99,4 MB
          99500000   | 100 MB    | 100 MB
          999499999  | 999 MB    | 999 MB
          999500000  | 1 GB      | 1 GB
          4000000000000 | 4 TB   | 4 TB
          9223372036854775807 | 9.2 EB | 9,2 EB
          """)
  void bytes_are_said_as_disks_are_sold(long bytes, String english, String german) {
    assertThat(ENGLISH.bytes(bytes)).isEqualTo(english.replace(' ', '\u00a0'));
    assertThat(GERMAN.bytes(bytes)).isEqualTo(german.replace(' ', '\u00a0'));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -PT1H  | just now       | gerade eben
          PT59S  | just now       | gerade eben
          PT60S  | 1 minute ago   | vor 1 Minute
          PT59M  | 59 minutes ago | vor 59 Minuten
          PT1H   | 1 hour ago     | vor 1 Stunde
          PT47H  | 47 hours ago   | vor 47 Stunden
          PT48H  | 2 days ago     | vor 2 Tagen
          """)
  void ages_are_said_in_one_unit(Duration age, String english, String german) {
    assertThat(ENGLISH.ago(NOW.minus(age))).isEqualTo(english);
    assertThat(GERMAN.ago(NOW.minus(age))).isEqualTo(german);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PT1S   | 1 minute    | 1 Minute
          PT4M59S | 4 minutes  | 4 Minuten
          PT119M | 119 minutes | 119 Minuten
          PT2H   | 2 hours     | 2 Stunden
          P2D    | 2 days      | 2 Tagen
          P20D   | 2 weeks     | 2 Wochen
          P158D  | 5 months    | 5 Monaten
          P800D  | 2 years     | 2 Jahren
          """)
  void spans_are_said_in_one_unit(Duration span, String english, String german) {
    assertThat(ENGLISH.span(span)).isEqualTo(english);
    assertThat(GERMAN.span(span)).isEqualTo(german);
  }

  @Test
  void times_are_said_as_clocks_there_show_them() {
    Instant lastYear = Instant.parse("2025-01-02T23:30:00Z");
    assertThat(ENGLISH.clock(NOW)).isEqualTo("14:03");
    assertThat(ENGLISH.moment(NOW)).isEqualTo("21 Nov, 14:03");
    assertThat(ENGLISH.moment(lastYear)).isEqualTo("3 Jan 2025, 00:30");
    assertThat(GERMAN.moment(NOW)).isEqualTo("21. Nov., 14:03");
    assertThat(GERMAN.day(LocalDate.of(2026, 3, 1))).isEqualTo("1. März");
    assertThat(ENGLISH.count(1_204_331)).isEqualTo("1,204,331");
    assertThat(GERMAN.number(12.5, 1)).isEqualTo("12,5");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          ''                      | en
          de                      | de
          de-AT,de;q=0.9,en;q=0.8 | de
          en-US,de;q=0.5          | en
          fr,de;q=0.5             | de
          fr                      | en
          *                       | en
          ;;;                     | en
          de;q=x                  | en
          """)
  void the_best_language_is_spoken(String accepted, String language) {
    assertThat(Languages.best(accepted).getLanguage()).isEqualTo(language);
    assertThat(Languages.best("de," + "x".repeat(300)).getLanguage()).isEqualTo("en");
  }
}
