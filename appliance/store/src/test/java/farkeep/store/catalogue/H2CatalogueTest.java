package farkeep.store.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.objects.port.Tasks;
import farkeep.objects.system.SystemTasks;
import farkeep.store.StoreEvent;
import farkeep.store.catalogue.Catalogue.Severity;
import farkeep.store.catalogue.Catalogue.Vault;
import farkeep.store.catalogue.CatalogueOpening.Opened;
import farkeep.testkit.tasks.ForwardedTasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.h2.Driver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2CatalogueTest extends CatalogueContract {
  @TempDir Path directory;
  private final List<StoreEvent> events = new ArrayList<>();
  private final LateTasks tasks = new LateTasks();
  private Catalogue catalogue;

  @BeforeEach
  void make() throws Exception {
    Opened opened = open(CatalogueOpening.OPEN_TIME_MAX);
    assertThat(opened.isNew()).isTrue();
    catalogue = opened.catalogue();
  }

  @AfterEach
  void close() {
    catalogue.close();
  }

  private Opened open(Duration timeMax) throws Exception {
    return new CatalogueOpening(directory, tasks, events::add, timeMax).open();
  }

  @Override
  Catalogue catalogue() {
    return catalogue;
  }

  private Path file() {
    return directory.resolve("box.mv.db");
  }

  @Test
  void what_was_put_is_there_after_opening_again() throws Exception {
    catalogue.put(new Vault(VAULT, THEN));
    catalogue.add(THEN, Severity.WARN, "disk", "The disk is slow.");
    catalogue.close();
    Opened again = open(CatalogueOpening.OPEN_TIME_MAX);
    catalogue = again.catalogue();
    assertThat(again.isNew()).isFalse();
    assertThat(catalogue.vaults()).hasSize(1);
    assertThat(catalogue.add(THEN, Severity.INFO, "x", "y")).isEqualTo(2);
    assertThat(events).isEmpty();
  }

  @Test
  void an_odd_file_is_moved_aside_and_said() throws Exception {
    for (int i = 0; i <= CatalogueOpening.ASIDE_MAX; i++) {
      catalogue.put(new Vault(VAULT, THEN));
      catalogue.close();
      Files.writeString(file(), "this is no database ".repeat(1_000));
      Opened again = open(CatalogueOpening.OPEN_TIME_MAX);
      catalogue = again.catalogue();
      assertThat(again.isNew()).isTrue();
      assertThat(catalogue.vaults()).isEmpty();
      assertThat(events).hasSize(i + 1);
    }
    assertThat(events.getFirst().what()).isEqualTo(StoreEvent.What.CATALOGUE_REBUILT);
    assertThat(aside()).isEqualTo(CatalogueOpening.ASIDE_MAX);
  }

  private long aside() throws IOException {
    try (var files = Files.list(directory)) {
      return files.filter(path -> path.toString().contains("aside")).count();
    }
  }

  @Test
  void an_open_that_takes_too_long_is_given_up() throws Exception {
    catalogue.close();
    CountDownLatch goOn = new CountDownLatch(1);
    tasks.begin = goOn;
    assertThatThrownBy(() -> open(Duration.ofMillis(10)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("took over 0 s");
    assertThat(events).hasSize(1);
    goOn.countDown();
    for (Tasks.Task givenUp : tasks.started) givenUp.join();
    catalogue = open(CatalogueOpening.OPEN_TIME_MAX).catalogue();
    assertThat(catalogue.vaults()).isEmpty();
  }

  private Connection connect() throws SQLException {
    return new Driver().connect("jdbc:h2:file:" + directory.resolve("box"), new Properties());
  }

  @Test
  void an_older_schema_is_brought_up() throws Exception {
    catalogue.close();
    Files.delete(file());
    Files.delete(directory.resolve("box.sum"));
    try (Connection connection = connect()) {
      Schema.bringUp(connection, 1);
    }
    Opened again = open(CatalogueOpening.OPEN_TIME_MAX);
    catalogue = again.catalogue();
    assertThat(again.isNew()).isFalse();
    snapshots_are_given_newest_first();
  }

  @Test
  void a_newer_schema_is_moved_aside() throws Exception {
    catalogue.close();
    Files.delete(directory.resolve("box.sum"));
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("insert into schema_version values(" + (Schema.VERSION + 1) + ")");
    }
    Opened again = open(CatalogueOpening.OPEN_TIME_MAX);
    catalogue = again.catalogue();
    assertThat(again.isNew()).isTrue();
    assertThat(events.getFirst().sentence()).contains("schema version " + (Schema.VERSION + 1));
  }

  /// Tasks of this machine that don't begin before they may.
  private static final class LateTasks extends ForwardedTasks {
    private final List<Task> started = new ArrayList<>();
    private CountDownLatch begin = new CountDownLatch(0);

    LateTasks() {
      super(new SystemTasks());
    }

    @Override
    public Task start(String name, Work work) {
      CountDownLatch mayBegin = begin;
      Work late =
          () -> {
            mayBegin.await();
            work.run();
          };
      Task task = super.start(name, late);
      started.add(task);
      return task;
    }
  }
}
