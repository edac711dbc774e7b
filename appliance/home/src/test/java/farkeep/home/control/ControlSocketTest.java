package farkeep.home.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.objects.system.SystemTasks;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlSocketTest {
  @TempDir Path directory;

  @Test
  void a_request_and_its_events_cross_the_socket_unchanged() throws Exception {
    Request asked = new Request.Restore(List.of("photos:a\\xE9.jpg"), "#7", "/tmp/x", false);
    List<Event> told =
        List.of(
            new Event.Progress("fetch", 1, 2, 3),
            new Event.Content(new byte[] {0, -1, 10}),
            new Event.Done("restored 1 file", 1, 2, 0, 0));
    List<Request> seen = new ArrayList<>();
    Verbs verbs =
        (request, events) -> {
          seen.add(request);
          for (Event event : told) events.tell(event);
        };

    List<String> answers = new ArrayList<>();
    try (var _ = new ControlServer(socket(), verbs, new SystemTasks())) {
      client().handle(asked, event -> answers.add(Json.line(event)));
    }

    assertThat(seen).containsExactly(asked);
    assertThat(answers).containsExactlyElementsOf(told.stream().map(Json::line).toList());
  }

  @Test
  void only_the_owner_may_open_the_socket() throws Exception {
    try (var _ = new ControlServer(socket(), (_, _) -> {}, new SystemTasks())) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket())))
          .isEqualTo("rw-------");
    }
    assertThat(socket()).doesNotExist();
  }

  @Test
  void a_socket_that_nobody_listens_on_is_no_daemon() throws Exception {
    assertThat(ControlClient.of(socket())).isEmpty();
    new ControlServer(socket(), (_, _) -> {}, new SystemTasks()).close();
    Files.createFile(socket());
    assertThat(ControlClient.of(socket())).isEmpty();
  }

  @Test
  void nonsense_is_answered_with_what_is_wrong() throws Exception {
    try (var _ = new ControlServer(socket(), (_, _) -> {}, new SystemTasks())) {
      assertThat(answerTo("{\"verb\":\"Fly\"}\n")).contains("\"exit\":2").contains("Fly");
      assertThat(answerTo("{\"verb\":\"Sync\",\"folder\":null,\"much\":1}\n")).contains("much");
      assertThat(answerTo("null\n")).contains("null is not a Request");
    }
  }

  @Test
  void a_request_without_end_is_cut_off() throws Exception {
    try (var _ = new ControlServer(socket(), (_, _) -> {}, new SystemTasks())) {
      assertThat(answerTo("x".repeat(ControlServer.REQUEST_CHARACTERS_MAX + 1))).isEmpty();
    }
  }

  @Test
  void whoever_hangs_up_cancels_what_was_asked() throws Exception {
    CountDownLatch cancelled = new CountDownLatch(1);
    Verbs endless =
        (_, events) -> {
          try {
            while (true) events.tell(new Event.Note("still here"));
          } catch (InterruptedException e) {
            cancelled.countDown();
            throw e;
          }
        };
    try (var _ = new ControlServer(socket(), endless, new SystemTasks())) {
      try (SocketChannel caller = SocketChannel.open(UnixDomainSocketAddress.of(socket()))) {
        caller.write(ByteBuffer.wrap((Json.line(new Request.Status()) + "\n").getBytes()));
        ByteBuffer first = ByteBuffer.allocate(16);
        while (first.hasRemaining()) caller.read(first);
        assertThat(new String(first.array())).isEqualTo("{\"event\":\"Note\",");
      }
      assertThat(cancelled.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void a_path_that_the_kernel_cannot_hold_is_refused_with_its_length() {
    Path deep = directory.resolve("d".repeat(ControlServer.SOCKET_PATH_BYTES_MAX));
    assertThatThrownBy(() -> new ControlServer(deep, (_, _) -> {}, new SystemTasks()))
        .hasMessageContaining("at most 107")
        .hasMessageContaining("--state");
  }

  private ControlClient client() throws IOException {
    return ControlClient.of(socket()).orElseThrow();
  }

  private Path socket() {
    return directory.resolve("control.sock");
  }

  private String answerTo(String line) throws IOException {
    try (SocketChannel caller = SocketChannel.open(UnixDomainSocketAddress.of(socket()))) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(line);
      try {
        while (bytes.hasRemaining()) caller.write(bytes);
        ByteBuffer answer = ByteBuffer.allocate(64 * 1024);
        while (caller.read(answer) >= 0) {}
        return StandardCharsets.UTF_8.decode(answer.flip()).toString();
      } catch (IOException e) {
        return "";
      }
    }
  }
}
