package farkeep.home.node;

import com.code_intelligence.jazzer.junit.FuzzTest;
import farkeep.fuzz.Bounds;
import farkeep.fuzz.Seeds;
import farkeep.home.control.Event;
import farkeep.home.control.Json;
import farkeep.home.control.Request;
import farkeep.home.posix.Shown;
import farkeep.home.restore.NameEscape;
import farkeep.vault.tree.ByteString;
import farkeep.vault.tree.TreePath;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What an owner or a program writes: requests, names, patterns, moments.
class TextsFuzzTest {
  private static final int NAME_BYTES_MAX = 255;

  static Stream<Arguments> requests() {
    return Stream.of(
            new Request.Add("/home/ann", null),
            new Request.BoxAddress("attic", List.of("box:1", "[::1]:2")),
            new Request.Ls("photos:2026", "#7", true),
            new Request.Restore(List.of("photos"), "2027-01-03", "/tmp/x", false),
            new Request.Verify("photos", "", 5))
        .map(request ->
            Seeds.seed(request.toString(), Json.line(request).getBytes(StandardCharsets.UTF_8)));
  }

  @MethodSource("requests")
  @FuzzTest
  void a_request_is_read_or_answered_with_what_is_wrong(byte[] line) {
    String text = new String(line, StandardCharsets.UTF_8);
    Bounds.hold(
        () -> {
          Request request = Json.request(text);
          Request again = Json.request(Json.line(request));
          Bounds.require(again.equals(request), "it reads as another request");
        },
        IllegalArgumentException.class);
  }

  static Stream<Arguments> events() {
    return Stream.of(
            new Event.Note("hello"),
            new Event.Item("a/b", "file", 3, "2026-01-01T00:00:00Z", "0644", null),
            new Event.Failed(1, "no"))
        .map(event ->
            Seeds.seed(event.toString(), Json.line(event).getBytes(StandardCharsets.UTF_8)));
  }

  @MethodSource("events")
  @FuzzTest
  void an_event_is_read_or_refused(byte[] line) {
    String text = new String(line, StandardCharsets.UTF_8);
    Bounds.hold(() -> Json.line(Json.event(text)), IllegalArgumentException.class);
  }

  static Stream<Arguments> names() {
    return Stream.of(
            "a.txt", "CON: %3A.", "x\\xff\\\\", "caf\u00e9", "2027-01-03T18:00", "#7", "*a?b")
        .map(name -> Seeds.seed(name, name.getBytes(StandardCharsets.UTF_8)));
  }

  /// Every name is shown, escaped and found again; what is no name is refused.
  @MethodSource("names")
  @FuzzTest
  void a_name_comes_back_however_it_is_written(byte[] name) {
    String text = new String(name, StandardCharsets.UTF_8);
    Bounds.hold(() -> ShownNames.bytes(text), IllegalArgumentException.class);
    Bounds.hold(() -> Moments.parse(text, ZoneOffset.UTC), IllegalArgumentException.class);
    Bounds.hold(() -> TreePath.ofText(text), IllegalArgumentException.class);
    Bounds.hold(
        () -> {
          TreePath path = new TreePath(ByteString.of(name));
          Bounds.require(TreePath.of(path.names()).equals(path), "its names make another path");
        },
        IllegalArgumentException.class);
    boolean holdsNul = new String(name, StandardCharsets.ISO_8859_1).indexOf(0) >= 0;
    if (!holdsNul) Bounds.hold(() -> Bounds.same(ShownNames.bytes(Shown.of(name)), name));
    if (name.length > 0 && name.length <= NAME_BYTES_MAX) Bounds.hold(() -> escape(name));
  }

  private static void escape(byte[] name) {
    byte[] escaped = NameEscape.encode(name);
    Bounds.require(escaped.length <= NAME_BYTES_MAX, "%d B".formatted(escaped.length));
    boolean cut = escaped.length > 24 && escaped[escaped.length - 25] == '~';
    if (!cut) Bounds.same(NameEscape.decode(escaped), name);
  }

  static Stream<Arguments> patterns() {
    return Stream.of("*.jpg\nholiday.jpg", "a*b*c*d*e\naaaaaaaaaaabbbbbbbbbcccccccccddd")
        .map(both -> Seeds.seed(both, both.getBytes(StandardCharsets.UTF_8)));
  }

  /// A pattern, an end of line, a name.
  @MethodSource("patterns")
  @FuzzTest
  void a_pattern_fits_or_not_and_ends(byte[] both) {
    String text = new String(both, StandardCharsets.UTF_8);
    int end = Math.max(0, text.indexOf('\n'));
    byte[] name = text.substring(end).getBytes(StandardCharsets.UTF_8);
    ByteString searched = ByteString.of(Arrays.copyOf(name, Math.min(name.length, NAME_BYTES_MAX)));
    Bounds.hold(
        () -> new NamePattern(text.substring(0, end)).fits(searched),
        IllegalArgumentException.class);
  }
}
