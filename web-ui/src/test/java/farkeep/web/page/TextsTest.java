package farkeep.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What holds for every template and every bundle, also for those that are written later.
class TextsTest {
  private static final Path RESOURCES = Path.of("src/main/resources/farkeep/web");
  private static final Pattern MESSAGE = Pattern.compile("#\\{([a-z_.]+)");
  private static final Pattern QUOTED = Pattern.compile("\"([a-z_]+(\\.[a-z_]+)*\\.?)\"");

  private static List<Path> files(Path under, String ending) throws IOException {
    try (Stream<Path> walk = Files.walk(under)) {
      List<Path> found = walk.filter(path -> path.toString().endsWith(ending)).toList();
      assertThat(found).isNotEmpty();
      return found;
    }
  }

  private static Properties bundle(String name) throws IOException {
    Properties texts = new Properties();
    try (var in = Files.newBufferedReader(RESOURCES.resolve("box").resolve(name))) {
      texts.load(in);
    }
    return texts;
  }

  @Test
  void templates_put_only_escaped_text_into_a_page() throws IOException {
    for (Path template : files(RESOURCES, ".html")) {
      assertThat(Files.readString(template))
          .as(template.toString())
          .doesNotContainIgnoringCase("utext", "__", "[(", "[[", "th:inline", "th:remove")
          .doesNotContainPattern("\\$\\{[^}]*(param|execInfo|T\\(|@|new )")
          .doesNotContainIgnoringCase("<script", "javascript:", "style=", " on")
          .doesNotContain("http://www.thymeleaf.org/", "https://");
    }
  }

  @Test
  void every_language_says_everything() throws IOException {
    Properties english = bundle("messages.properties");
    Properties german = bundle("messages_de.properties");
    assertThat(german.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
    for (String key : english.stringPropertyNames()) {
      for (Properties texts : List.of(english, german)) {
        MessageFormat format = new MessageFormat(texts.getProperty(key));
        assertThat(format.getFormatsByArgumentIndex())
            .as(key)
            .hasSameSizeAs(new MessageFormat(english.getProperty(key)).getFormatsByArgumentIndex());
        assertThat(texts.getProperty(key)).as(key).isNotBlank().doesNotContain("'");
      }
    }
  }

  @Test
  void every_text_that_is_asked_for_is_there_and_every_text_is_asked_for() throws IOException {
    TreeSet<String> asked = new TreeSet<>();
    for (Path template : files(RESOURCES, ".html")) {
      MESSAGE.matcher(Files.readString(template)).results().forEach(m -> asked.add(m.group(1)));
    }
    assertThat(bundle("messages.properties").stringPropertyNames()).containsAll(asked);
    TreeSet<String> quoted = new TreeSet<>();
    for (Path source : files(Path.of("src/main/java"), ".java")) {
      QUOTED
          .matcher(Files.readString(source))
          .results()
          .map(MatchResult::group)
          .forEach(quoted::add);
    }
    for (String key : bundle("messages.properties").stringPropertyNames()) {
      boolean made = key.startsWith("act.") || key.startsWith("state.") || key.startsWith("level.");
      String plain = key.replaceFirst("\\.charge$", "");
      assertThat(made || asked.contains(key) || quoted.contains("\"" + plain + "\""))
          .as(key + " is shown somewhere")
          .isTrue();
    }
  }
}
