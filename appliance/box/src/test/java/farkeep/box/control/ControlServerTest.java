package farkeep.box.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.objects.system.SystemTasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ControlServerTest {
  @TempDir Path data;

  private ControlServer listen() throws IOException {
    return ControlServer.listen(data, new SystemTasks(), ControlServerTest::answer);
  }

  private static String answer(String command) throws IOException {
    if (command.equals("no")) throw new IOException("not today");
    if (command.equals("bug")) throw new IllegalStateException("a mistake of ours");
    return "you said " + command;
  }

  @Test
  void a_command_gets_its_answer_or_the_reason_why_not() throws Exception {
    try (ControlServer _ = listen()) {
      assertThat(ControlClient.ask(data, "hello")).isEqualTo("you said hello");
      assertThatThrownBy(() -> ControlClient.ask(data, "no")).hasMessage("not today");
      assertThatThrownBy(() -> ControlClient.ask(data, "bug")).hasMessageContaining("mistake");
      assertThat(ControlClient.ask(data, "again")).isEqualTo("you said again");
    }
  }

  @Test
  void only_the_boxs_own_user_can_connect() throws Exception {
    try (ControlServer _ = listen()) {
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(data.resolve("control.sock"))))
          .isEqualTo("rw-------");
    }
    assertThat(data.resolve("control.sock")).doesNotExist();
  }

  @Test
  void a_socket_that_a_killed_box_left_is_replaced() throws Exception {
    Files.createFile(data.resolve("control.sock"));
    assertThatThrownBy(() -> ControlClient.ask(data, "status"))
        .isInstanceOf(NotRunningException.class)
        .hasMessageContaining("start it with");
    try (ControlServer _ = listen()) {
      assertThat(ControlClient.ask(data, "x")).isEqualTo("you said x");
    }
  }

  @Test
  void a_directory_with_too_long_a_path_is_named_with_the_figures() {
    Path deep = data.resolve("x".repeat(ControlSocket.PATH_BYTES_MAX));
    assertThatThrownBy(() -> ControlClient.ask(deep, "x")).hasMessageContaining("at most 107");
  }
}
