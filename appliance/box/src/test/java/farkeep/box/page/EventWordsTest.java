package farkeep.box.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventWordsTest {
  private static final Pattern KIND =
      Pattern.compile("BoxEvent\\s*\\.(?:info|warn|error)\\(\\s*\"([^\"]+)\"");

  @Test
  void everything_that_the_box_tells_of_has_a_sentence_in_each_language() throws IOException {
    Set<String> kinds = new TreeSet<>();
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      for (Path source : sources.filter(it -> it.toString().endsWith(".java")).toList()) {
        Matcher matcher = KIND.matcher(Files.readString(source));
        while (matcher.find()) kinds.add(matcher.group(1));
      }
    }
    assertThat(kinds).hasSizeGreaterThan(20);
    for (String kind : kinds) {
      String english = new EventWords().sentence(Locale.ENGLISH, kind);
      assertThat(english).as(kind).isNotEqualTo(kind + ".").endsWith(".").doesNotContain("''");
      assertThat(new EventWords().sentence(Locale.GERMAN, kind)).as(kind).isNotEqualTo(english);
    }
  }

  @Test
  void what_has_no_sentence_is_told_by_its_kind() {
    assertThat(new EventWords().sentence(Locale.ENGLISH, "moon fell")).isEqualTo("moon fell.");
  }
}
