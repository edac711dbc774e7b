package farkeep.home.alarm;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// Sends by HTTP POST: a JSON object to a webhook, or a text to an ntfy topic.
final class HttpSender implements Sender {
  private static final Duration CONNECT_MAX = Duration.ofSeconds(10);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(20);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String url;
  private final @Nullable Secret secret;
  private final Body body;

  /// Writes a message into a request.
  @FunctionalInterface
  private interface Body {
    HttpRequest.Builder write(HttpRequest.Builder request, Message message) throws IOException;
  }

  private HttpSender(String url, @Nullable Secret secret, Body body) {
    this.url = url;
    this.secret = secret;
    this.body = body;
  }

  /// JSON as in `docs/alarms.md`.
  static Sender webhook(Channel.Webhook channel) {
    return new HttpSender(channel.url(), channel.secret(), HttpSender::json);
  }

  /// As <https://docs.ntfy.sh/publish/> says: the text is the body, the rest are headers.
  static Sender ntfy(Channel.Ntfy channel) {
    return new HttpSender(channel.url(), channel.secret(), HttpSender::text);
  }

  private static HttpRequest.Builder json(HttpRequest.Builder request, Message message)
      throws IOException {
    ObjectNode object = JSON.createObjectNode();
    object.put("event", message.kind().word());
    object.put("box", message.box());
    object.put("name", message.name());
    object.put("title", message.title());
    object.put("text", message.text());
    object.put("time", message.at().toString());
    return request
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(object)));
  }

  private static HttpRequest.Builder text(HttpRequest.Builder request, Message message) {
    return request
        .header("Title", headerWord(message.title()))
        .header("Priority", priority(message.kind()))
        .header("Tags", tag(message.kind()))
        .header("Content-Type", "text/plain; charset=utf-8")
        .POST(BodyPublishers.ofString(message.text(), StandardCharsets.UTF_8));
  }

  private static String priority(Message.Kind kind) {
    return switch (kind) {
      case ALARM -> "high";
      case REMINDER, TEST -> "default";
      case ALL_CLEAR -> "low";
    };
  }

  private static String tag(Message.Kind kind) {
    return switch (kind) {
      case ALARM, REMINDER -> "warning";
      case ALL_CLEAR, TEST -> "white_check_mark";
    };
  }

  /// Letters beyond ASCII as RFC 2047 has them in headers.
  private static String headerWord(String text) {
    if (text.chars().allMatch(c -> c >= ' ' && c < 127)) return text;
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(bytes) + "?=";
  }

  @Override
  public String send(Message message) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url)).timeout(ANSWER_MAX).header("User-Agent", "farkeep");
    if (secret != null) request.header("Authorization", "Bearer " + secret.read());
    try (HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT_MAX)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build()) {
      HttpResponse<Void> answer =
          client.send(body.write(request, message).build(), HttpResponse.BodyHandlers.discarding());
      return judged(answer);
    } catch (ConnectException e) {
      throw new IOException("%s can't be reached%s".formatted(url, reason(e)), e);
    }
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? "" : ": " + e.getMessage();
  }

  private String judged(HttpResponse<Void> answer) throws IOException {
    int status = answer.statusCode();
    if (status / 100 == 2) return "taken, HTTP " + status;
    String advice =
        switch (status) {
          case 301, 302, 303, 307, 308 ->
              "it moved to %s: add that address instead"
                  .formatted(answer.headers().firstValue("Location").orElse("somewhere else"));
          case 401, 403 -> "it wants a token, or another one: see --token-file";
          case 404, 405, 410 -> "nothing takes messages at this address";
          case 429 -> "it takes no more for now";
          default -> "look at its log";
        };
    throw new IOException("%s answered HTTP %d: %s".formatted(url, status, advice));
  }
}
