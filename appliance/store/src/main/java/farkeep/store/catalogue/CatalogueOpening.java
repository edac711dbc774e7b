package farkeep.store.catalogue;

import farkeep.objects.port.Tasks;
import farkeep.objects.port.Tasks.Inside;
import farkeep.store.StoreEvent;
import farkeep.store.StoreEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.stream.Stream;
import org.h2.Driver;
import org.jspecify.annotations.Nullable;

/// Opens the box's catalogue. One that is odd in any way, or that takes too long to open, is moved
/// aside, and an empty one takes its place: whoever opened it fills that from packs and logs.
public final class CatalogueOpening {
  /// How long an open may take before the catalogue is given up.
  public static final Duration OPEN_TIME_MAX = Duration.ofSeconds(60);

  /// How many catalogues that were moved aside are kept; the oldest go first.
  public static final int ASIDE_MAX = 3;

  private static final String NAME = "box";
  private static final String ENDING = ".mv.db";

  /// H2 loses chunks of its file, where it does, in the compaction at closing: so it never
  /// compacts. The cache is in KiB. The file lock is the system's; the one by watching needs a
  /// thread.
  private static final String SETTINGS =
      ";MAX_COMPACT_TIME=0;CACHE_SIZE=16384;FILE_LOCK=FS;DB_CLOSE_ON_EXIT=FALSE";

  private final Path directory;
  private final Tasks tasks;
  private final StoreEvents events;
  private final Duration openTimeMax;
  private final CatalogueSeal seal;
  private @Nullable Catalogue opened;

  /// @param directory of the catalogue's file; made when it does not exist
  public CatalogueOpening(Path directory, Tasks tasks, StoreEvents events) {
    this(directory, tasks, events, OPEN_TIME_MAX);
  }

  CatalogueOpening(Path directory, Tasks tasks, StoreEvents events, Duration openTimeMax) {
    this.directory = directory;
    this.tasks = tasks;
    this.events = events;
    this.openTimeMax = openTimeMax;
    this.seal = new CatalogueSeal(file());
  }

  /// A catalogue, and whether it is empty and wants to be filled.
  public record Opened(Catalogue catalogue, boolean isNew) {}

  /// Opens the catalogue.
  ///
  /// @throws IOException not even an empty one can be made
  public Opened open() throws IOException, InterruptedException {
    Files.createDirectories(directory);
    boolean existed = Files.exists(file());
    boolean asItWas = seal.remove();
    if (existed) {
      String oddity = asItWas ? openThere() : "it is not what it was when it was closed";
      if (opened != null) return new Opened(opened, false);
      moveAside(oddity);
    }
    String oddity = openThere();
    if (opened == null) {
      throw new IOException(
          "a new catalogue in %s cannot be made: %s; look at that directory's disk and rights"
              .formatted(directory, oddity));
    }
    return new Opened(opened, true);
  }

  private Path file() {
    return directory.resolve(NAME + ENDING);
  }

  /// @return what is odd; sets [#opened] when nothing is
  private String openThere() throws InterruptedException {
    Attempt attempt = new Attempt(tasks.monitor());
    tasks.start("open catalogue", attempt);
    opened = attempt.await(openTimeMax);
    return attempt.oddity;
  }

  private void moveAside(String oddity) throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      long aside = 1 + all.filter(path -> path.toString().contains(".aside-")).count();
      if (aside > ASIDE_MAX) aside = ASIDE_MAX;
      Path target = directory.resolve(NAME + ".aside-" + aside);
      Files.deleteIfExists(target);
      Files.move(file(), target);
    }
    events.say(
        new StoreEvent(
            StoreEvent.What.CATALOGUE_REBUILT,
            "the catalogue was odd (%s); it was moved aside and is made anew".formatted(oddity)));
  }

  /// One try to open the database, which may take for ever.
  private final class Attempt implements Tasks.Work {
    private final Tasks.Monitor monitor;
    private boolean ended;
    private boolean givenUp;
    private @Nullable Catalogue catalogue;
    private String oddity = "";

    Attempt(Tasks.Monitor monitor) {
      this.monitor = monitor;
    }

    @Override
    public void run() throws SQLException {
      Connection connection = null;
      String failure = "";
      try {
        connection = connect();
        Schema.bringUp(connection);
      } catch (SQLException | RuntimeException e) {
        failure = String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
        if (connection != null) connection.close();
      }
      end(failure.isEmpty() ? connection : null, failure);
    }

    private Connection connect() throws SQLException {
      String url = "jdbc:h2:file:" + directory.toAbsolutePath().resolve(NAME) + SETTINGS;
      return new Driver().connect(url, new Properties());
    }

    private void end(@Nullable Connection connection, String failure) throws SQLException {
      try (Inside _ = monitor.inside()) {
        ended = true;
        oddity = failure;
        if (connection != null && givenUp) connection.close();
        else if (connection != null) catalogue = new H2Catalogue(connection, tasks.monitor(), seal);
        monitor.signalAll();
      }
    }

    @Nullable Catalogue await(Duration timeMax) throws InterruptedException {
      try (Inside _ = monitor.inside()) {
        boolean inTime = true;
        while (!ended && inTime) inTime = monitor.await(timeMax);
        if (!ended) {
          givenUp = true;
          oddity = "opening it took over %d s".formatted(timeMax.toSeconds());
        }
        return catalogue;
      }
    }
  }
}
