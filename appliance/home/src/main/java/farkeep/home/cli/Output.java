package farkeep.home.cli;

import farkeep.home.control.Event;
import farkeep.home.control.Json;
import farkeep.home.control.Verbs;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/// What the owner sees: rows on standard output; progress, notes and errors on standard error, so
/// that what was asked for can be piped.
final class Output implements Verbs.Events, AutoCloseable {
  private static final long MEBIBYTE = 1 << 20;

  private final PrintStream rows;
  private final PrintStream notes;
  private final boolean json;
  private final boolean quiet;
  private final boolean terminal;
  private @Nullable ProgressBar bar;
  private String phase = "";

  private Output(boolean json, boolean quiet, boolean terminal) {
    this.rows = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    this.notes = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    this.json = json;
    this.quiet = quiet;
    this.terminal = terminal;
  }

  static Output of(Farkeep farkeep) {
    boolean terminal = System.getenv("FARKEEP_PROGRESS") != null || System.console() != null;
    return new Output(farkeep.json, farkeep.quiet, terminal);
  }

  @Override
  public void tell(Event event) {
    if (json) {
      if (!(event instanceof Event.Progress) || !quiet) rows.println(Json.line(event));
      if (event.last()) rows.flush();
      return;
    }
    switch (event) {
      case Event.Progress progress -> progress(progress);
      case Event.Note note -> note(note.text());
      case Event.Problem problem -> problem(problem.path() + ": " + problem.reason());
      case Event.Content content -> rows.writeBytes(content.data());
      case Event.Done done -> {
        endBar();
        if (!done.sentence().isEmpty()) note(done.sentence());
      }
      case Event.Failed failed -> {
        endBar();
        notes.println("farkeep: " + failed.message());
      }
      case Event.Folder folder -> rows.println(Lines.of(folder));
      case Event.Box box -> rows.println(Lines.of(box));
      case Event.Item item -> rows.println(Lines.of(item));
      case Event.Version version -> rows.println(Lines.of(version));
      case Event.Change change -> rows.println(Lines.of(change));
      case Event.Alarms alarms -> rows.println(Lines.of(alarms));
      case Event.Told told -> rows.println(Lines.of(told));
      case Event.Happened happened -> rows.println(Lines.of(happened));
      case Event.Looked looked -> rows.println(Lines.of(looked));
      case Event.Status status -> rows.println(Lines.of(status));
    }
  }

  private void note(String text) {
    if (!quiet) notes.println(text);
  }

  private void problem(String text) {
    notes.println("problem: " + text);
  }

  private void progress(Event.Progress progress) {
    if (quiet || !terminal) return;
    if (bar == null || !phase.equals(progress.phase())) {
      endBar();
      phase = progress.phase();
      bar = newBar(phase);
    }
    bar.maxHint(progress.totalBytes() == 0 ? -1 : progress.totalBytes());
    bar.stepTo(progress.doneBytes());
    bar.setExtraMessage(progress.files() + " files");
  }

  private ProgressBar newBar(String name) {
    return new ProgressBarBuilder()
        .setTaskName(name)
        .setStyle(ProgressBarStyle.ASCII)
        .setUnit(" MiB", MEBIBYTE)
        .setUpdateIntervalMillis(200)
        .showSpeed()
        .setConsumer(new ConsoleProgressBarConsumer(notes))
        .build();
  }

  private void endBar() {
    if (bar != null) bar.close();
    bar = null;
  }

  @Override
  public void close() {
    endBar();
    rows.flush();
  }
}
