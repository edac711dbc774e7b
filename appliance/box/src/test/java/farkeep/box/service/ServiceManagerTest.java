package farkeep.box.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Against a real Unix datagram socket, which Python opens because Java can't.
@Timeout(30)
class ServiceManagerTest {
  private static final String LISTENER =
      """
      import socket, sys
      name = sys.argv[1]
      s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      s.bind('\\0' + name[1:] if name.startswith('@') else name)
      print('listening', flush=True)
      for _ in range(4):
          print(s.recv(4096).decode(), flush=True)
      """;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void each_word_arrives_as_one_datagram(boolean isAbstract) throws IOException {
    String name =
        isAbstract
            ? "@farkeep-test-" + ProcessHandle.current().pid()
            : directory.resolve("notify").toString();
    Process python =
        new ProcessBuilder("python3", "-c", LISTENER, name).redirectErrorStream(true).start();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(python.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).isEqualTo("listening");
      ServiceManager manager = new ServiceManager(Map.of("NOTIFY_SOCKET", name));
      assertThat(List.of(manager.ready(), manager.status("two\nlines"), manager.alive()))
          .allMatch(fault -> fault.isEmpty());
      assertThat(manager.stopping()).isEmpty();
      assertThat(lines.lines())
          .containsExactly("READY=1", "STATUS=two lines", "WATCHDOG=1", "STOPPING=1");
    } finally {
      python.destroy();
    }
  }

  @Test
  void a_socket_that_nobody_listens_on_is_named_with_the_error() {
    ServiceManager manager =
        new ServiceManager(Map.of("NOTIFY_SOCKET", directory.resolve("nobody").toString()));
    assertThat(manager.ready()).contains("sendto on NOTIFY_SOCKET failed with errno 2");
  }

  @Test
  void without_a_service_manager_nothing_is_said() {
    ServiceManager manager = new ServiceManager(Map.of("WATCHDOG_USEC", "10000000"));
    assertThat(manager.ready()).isEmpty();
    assertThat(manager.aliveEvery()).isEmpty();
  }

  @Test
  void a_watchdog_is_fed_in_half_its_time() {
    ServiceManager manager =
        new ServiceManager(Map.of("NOTIFY_SOCKET", "/run/x", "WATCHDOG_USEC", "10000000"));
    assertThat(manager.aliveEvery()).contains(Duration.ofSeconds(5));
  }

  @Test
  void names_that_a_unix_socket_cannot_have_are_left_alone() {
    String longest = "/" + "x".repeat(ServiceManager.PATH_BYTES_MAX - 2);
    assertThat(new ServiceManager(Map.of("NOTIFY_SOCKET", longest)).ready()).isNotEmpty();
    assertThat(new ServiceManager(Map.of("NOTIFY_SOCKET", longest + "x")).ready()).isEmpty();
    assertThat(new ServiceManager(Map.of("NOTIFY_SOCKET", "vsock:2")).ready()).isEmpty();
  }
}
