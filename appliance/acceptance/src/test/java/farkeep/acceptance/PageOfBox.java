package farkeep.acceptance;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The status page of a running box, as somebody in its house uses it: reads, and sends its forms.
final class PageOfBox implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("page on (http://[^\\s/]+)/");
  private static final Pattern SENTENCE = Pattern.compile("<h1 id=\"sentence\">([^<]+)</h1>");
  private static final Pattern CODE = Pattern.compile("class=\"code\"[^>]*>(\\d{4}) (\\d{4})<");

  private final String origin;
  private final HttpClient client = HttpClient.newHttpClient();

  PageOfBox(RunningBox box) throws IOException {
    Matcher address = ADDRESS.matcher(box.log());
    String last = null;
    while (address.find()) last = address.group(1);
    if (last == null) throw new IllegalStateException("no page in:\n" + box.log());
    this.origin = last;
  }

  /// `http://127.0.0.1:8080`.
  String origin() {
    return origin;
  }

  /// What a path answers; it must be 200.
  String read(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(origin + path)).build());
    if (answer.statusCode() != 200) throw new IllegalStateException(answer + "\n" + answer.body());
    return answer.body();
  }

  /// Sends an action's form, as a browser would.
  ///
  /// @param from the origin of the page that sends it
  /// @return the status: 303 when it was done
  int act(String action, String from) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(origin + "/actions/" + action))
            .header("Origin", from)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.noBody())
            .build())
        .statusCode();
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  /// What the page says first.
  String sentence() throws IOException, InterruptedException {
    return found(SENTENCE, read("/")).group(1);
  }

  /// The digits that it shows, as they are typed at home.
  String code() throws IOException, InterruptedException {
    Matcher code = found(CODE, read("/"));
    return code.group(1) + "-" + code.group(2);
  }

  private static Matcher found(Pattern what, String html) {
    Matcher found = what.matcher(html);
    if (!found.find()) throw new IllegalStateException("no " + what + " in:\n" + html);
    return found;
  }

  @Override
  public void close() {
    client.close();
  }
}
