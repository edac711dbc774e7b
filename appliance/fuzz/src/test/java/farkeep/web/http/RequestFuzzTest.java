package farkeep.web.http;

import com.code_intelligence.jazzer.junit.FuzzTest;
import farkeep.fuzz.Bounds;
import farkeep.fuzz.Seeds;
import farkeep.web.page.Languages;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What a browser, or whoever plays one, says to the status page: forms, queries, names of hosts,
/// languages. The frame around it is Jetty's to read.
class RequestFuzzTest {
  private static final HostNames OURS = new HostNames(Set.of("farkeep.local"));

  static Stream<Arguments> forms() {
    return Stream.of(
            "hours=4",
            "mbit=2.5&from=22%3A00&to=06%3A00",
            "home=%5B2001%3Adb8%3A%3A1%5D%3A4877+",
            "lang=de&still=1",
            "=",
            "a=%C3%A4")
        .map(RequestFuzzTest::seed);
  }

  @MethodSource("forms")
  @FuzzTest
  void a_form_is_read_or_refused(byte[] form) {
    String text = new String(form, StandardCharsets.ISO_8859_1);
    Bounds.hold(
        () -> {
          Map<String, String> fields = Form.fields(text);
          Map<String, String> again = Form.fields(encoded(fields));
          Bounds.require(again.equals(fields), "%s reads as %s".formatted(fields, again));
        },
        FormException.class);
  }

  private static String encoded(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  static Stream<Arguments> hosts() {
    return Stream.of("farkeep.local", "localhost:4878", "192.168.1.20:80", "[fe80::1]", "10.0.0.1")
        .map(RequestFuzzTest::seed);
  }

  @MethodSource("hosts")
  @FuzzTest
  void a_host_is_ours_or_is_not(byte[] field) {
    String host = new String(field, StandardCharsets.ISO_8859_1);
    Bounds.hold(() -> {
      if (!OURS.allows(host)) return;
      Bounds.require(!host.isBlank(), "nobody's name is ours");
      Bounds.require(
          host.chars().allMatch(letter -> letter > ' ' && letter < 0x7f),
          "a name that no browser sends is ours: " + host);
    });
  }

  static Stream<Arguments> languages() {
    return Stream.of("de", "de-CH, de;q=0.9, en;q=0.8, *;q=0.5", "fr").map(RequestFuzzTest::seed);
  }

  @MethodSource("languages")
  @FuzzTest
  void some_language_is_spoken(byte[] field) {
    String accepted = new String(field, StandardCharsets.ISO_8859_1);
    Bounds.hold(() ->
        Bounds.require(
            Languages.ALL.contains(Languages.best(accepted)), "a language that is not spoken"));
  }

  private static Arguments seed(String text) {
    return Seeds.seed(text, text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
