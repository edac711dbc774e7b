package farkeep.home.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against a real HTTP server.
class HttpSenderTest {
  private static final Message ALARM =
      new Message(
          Message.Kind.ALARM,
          "1f2e",
          "Dachböden",
          "SILENT 1f2e",
          "Farkeep: box Dachböden is silent",
          "Nothing was heard of it.",
          HandClock.START);

  private record Got(String method, Map<String, List<String>> headers, String body) {
    String header(String name) {
      return headers.getOrDefault(name, List.of("")).getFirst();
    }
  }

  private final List<Got> got = new ArrayList<>();
  private HttpServer server;
  private int status = 200;
  private String url;

  @TempDir Path directory;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          synchronized (got) {
            got.add(
                new Got(
                    exchange.getRequestMethod(), Map.copyOf(exchange.getRequestHeaders()), body));
          }
          if (status == 302) exchange.getResponseHeaders().add("Location", "https://else.where/");
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
    url = "http://127.0.0.1:" + server.getAddress().getPort() + "/box";
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void a_webhook_gets_one_object_with_everything_in_it() throws Exception {
    assertThat(HttpSender.webhook(new Channel.Webhook(url, null)).send(ALARM))
        .isEqualTo("taken, HTTP 200");
    Got request = got.getFirst();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.header("Content-type")).isEqualTo("application/json");
    JsonNode json = new ObjectMapper().readTree(request.body());
    assertThat(json.get("event").asText()).isEqualTo("alarm");
    assertThat(json.get("name").asText()).isEqualTo("Dachböden");
    assertThat(json.get("box").asText()).isEqualTo("1f2e");
    assertThat(json.get("text").asText()).isEqualTo("Nothing was heard of it.");
    assertThat(json.get("time").asText()).isEqualTo("2027-01-03T12:00:00Z");
  }

  @Test
  void ntfy_gets_the_text_with_title_priority_and_tag() throws Exception {
    HttpSender.ntfy(new Channel.Ntfy(url, null)).send(ALARM);
    Got request = got.getFirst();
    assertThat(request.body()).isEqualTo("Nothing was heard of it.");
    assertThat(request.header("Priority")).isEqualTo("high");
    assertThat(request.header("Tags")).isEqualTo("warning");
    assertThat(request.header("Title"))
        .isEqualTo("=?UTF-8?B?RmFya2VlcDogYm94IERhY2hiw7ZkZW4gaXMgc2lsZW50?=");
  }

  @Test
  void a_token_is_read_when_it_is_needed_and_only_from_a_file_of_the_owners_own() throws Exception {
    Path file = directory.resolve("token");
    Files.writeString(file, "s3cret\nsecond line\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Sender sender = HttpSender.ntfy(new Channel.Ntfy(url, new Secret(file.toString(), null)));
    sender.send(ALARM);
    assertThat(got.getFirst().header("Authorization")).isEqualTo("Bearer s3cret");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> sender.send(ALARM)).hasMessageContaining("chmod 600");
    Files.delete(file);
    assertThatThrownBy(() -> sender.send(ALARM)).hasMessageContaining("is not there");
    assertThat(got).hasSize(1);
  }

  @Test
  void every_refusal_says_what_to_do_and_no_redirect_is_followed() {
    Sender sender = HttpSender.webhook(new Channel.Webhook(url, null));
    Map<Integer, String> words =
        Map.of(
            302, "it moved to https://else.where/",
            401, "--token-file",
            404, "nothing takes messages",
            429, "no more for now",
            500, "look at its log");
    words.forEach((code, word) -> {
      status = code;
      assertThatThrownBy(() -> sender.send(ALARM))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("HTTP " + code)
          .hasMessageContaining(word);
    });
    assertThat(got).hasSize(words.size());
  }

  @Test
  void a_server_that_is_not_there_is_named() {
    server.stop(0);
    assertThatThrownBy(() -> HttpSender.webhook(new Channel.Webhook(url, null)).send(ALARM))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(url + " can't be reached");
  }

  @Test
  void a_secret_is_bounded_and_a_variable_that_is_not_set_is_named() throws Exception {
    Path file = directory.resolve("token");
    Files.writeString(file, "x".repeat(Secret.FILE_BYTES_MAX + 1));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThatThrownBy(() -> new Secret(file.toString(), null).read())
        .hasMessageContaining("4097 B");
    assertThatThrownBy(() -> new Secret(null, "FARKEEP_NO_SUCH_THING").read())
        .hasMessageContaining("FARKEEP_NO_SUCH_THING is not set");
  }
}
