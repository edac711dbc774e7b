package farkeep.box.events;

import farkeep.objects.port.Clocks;
import farkeep.objects.port.Mailbox;
import farkeep.objects.port.Tasks;
import farkeep.store.catalogue.Catalogue;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/// Writes events to the log at once, and to the catalogue behind everybody's back. When the
/// catalogue is too slow for what happens, it gets less; the log gets everything. Safe for many
/// threads.
public final class Journal implements BoxEvents, AutoCloseable {
  /// Events that wait for the catalogue.
  public static final int WAITING_MAX = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger("farkeep.box");

  private final Clocks clocks;
  private final Catalogue catalogue;
  private final Mailbox<Noted> waiting;
  private final Tasks.Task writer;

  /// @param catalogue not closed with this
  public Journal(Tasks tasks, Clocks clocks, Catalogue catalogue) {
    this.clocks = clocks;
    this.catalogue = catalogue;
    this.waiting = new Mailbox<>(tasks, WAITING_MAX);
    this.writer = tasks.start("journal", this::write);
  }

  @Override
  public void say(BoxEvent event) {
    log(event);
    waiting.offer(new Noted(clocks.wall(), event));
  }

  private static void log(BoxEvent event) {
    LoggingEventBuilder line =
        switch (event.severity()) {
          case INFO -> LOG.atInfo();
          case WARN -> LOG.atWarn();
          case ERROR -> LOG.atError();
        };
    event.figures().forEach(line::addKeyValue);
    line.log(event.what());
  }

  private void write() throws InterruptedException {
    Optional<Noted> next = waiting.take();
    while (next.isPresent()) {
      BoxEvent event = next.get().event();
      catalogue.add(
          next.get().at(), event.severity(), cut(event.kind(), Catalogue.WORD_CHARACTERS_MAX),
          cut(event.sentence(), Catalogue.SENTENCE_CHARACTERS_MAX));
      next = waiting.take();
    }
  }

  private static String cut(String text, int charactersMax) {
    return text.length() <= charactersMax ? text : text.substring(0, charactersMax);
  }

  /// Writes what still waits, and ends.
  @Override
  public void close() throws InterruptedException {
    waiting.close();
    try {
      writer.join();
    } catch (ExecutionException e) {
      LOG.warn("catalogue took no more events", e.getCause());
    }
  }

  private record Noted(Instant at, BoxEvent event) {}
}
