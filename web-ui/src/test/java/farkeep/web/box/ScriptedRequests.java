package farkeep.web.box;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestInstance;

/// Runs scripts against one server, each a second after the one before.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ScriptedRequests {
  final FakeBox box = new FakeBox();

  @SuppressWarnings("NullAway.Init")
  StatusServer server;

  @BeforeAll
  void serve() throws IOException {
    server = box.serve();
  }

  @AfterAll
  void stop() throws IOException {
    server.close();
  }

  Stream<DynamicTest> run(Duration windowLeft, List<Script> scripts) {
    return scripts.stream()
        .map(script -> DynamicTest.dynamicTest(script.name(), () -> run(windowLeft, script)));
  }

  private void run(Duration windowLeft, Script script) throws IOException {
    box.now = box.now.plusSeconds(1);
    box.windowLeft = windowLeft;
    int before = box.performed.size();
    Raw.Answer answer = Raw.ask(server.address(), script.request());
    assertThat(answer.status()).as(script.request() + answer.body()).isEqualTo(script.status());
    answer.assertProtected();
    int performed = box.performed.size() - before;
    assertThat(performed).as("actions performed").isEqualTo(script.status() == 303 ? 1 : 0);
  }
}
