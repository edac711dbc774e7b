package farkeep.panel.display;

import farkeep.panel.Pace;
import farkeep.panel.serial.PluggedLine;
import farkeep.panel.serial.SerialLine;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A text display on a serial line. What stands there is written again now and then, since a
/// display that lost its power says nothing.
public final class SerialDisplay implements Display {
  /// How long a line of a sentence that is too long stays before it moves up.
  public static final Duration STEP = Duration.ofMillis(2_500);

  /// How often all is written again.
  public static final Duration REDRAW_EVERY = Duration.ofMinutes(1);

  private final PluggedLine line;
  private final DisplayKind kind;
  private final DisplaySize size;
  private final Pace pace;
  private Page page = Page.of("");
  private Duration pageSince;
  private List<String> drawn = List.of();
  private Duration drawnAt = Duration.ZERO;

  /// @param line closed by [#run] at its end
  /// @param pace of this loop alone
  /// @throws IllegalArgumentException the kind can't have that size
  public SerialDisplay(PluggedLine line, DisplayKind kind, DisplaySize size, Pace pace) {
    if (kind != DisplayKind.VT100 && (size.rows() > 4 || size.columns() > 20)) {
      throw new IllegalArgumentException("an HD44780 has at most 4 rows of 20, not " + size);
    }
    this.line = line;
    this.kind = kind;
    this.size = size;
    this.pace = pace;
    this.pageSince = pace.running();
  }

  @Override
  public void show(Page shown) {
    synchronized (this) {
      if (page.equals(shown)) return;
      if (!page.sentence().equals(shown.sentence())) pageSince = pace.running();
      page = shown;
    }
    pace.wake();
  }

  @Override
  public Optional<String> lacks() {
    return line.lacks();
  }

  @Override
  public void run() throws InterruptedException {
    try (line) {
      do {
        draw();
      } while (pace.await(STEP));
      // What was said last stays there when nobody is left to say more.
      draw();
    }
  }

  @Override
  public void close() {
    pace.end();
  }

  private void draw() {
    Optional<SerialLine> open = line.line();
    if (open.isEmpty()) return;
    boolean fresh = line.fresh();
    List<String> wanted = wanted();
    boolean old = pace.running().minus(drawnAt).compareTo(REDRAW_EVERY) >= 0;
    if (!fresh && !old && wanted.equals(drawn)) return;
    try {
      if (fresh || old) open.get().writeAll(kind.clear());
      open.get().writeAll(kind.frame(wanted, size));
      drawn = wanted;
      drawnAt = pace.running();
    } catch (IOException e) {
      line.lost(e);
    }
  }

  private synchronized List<String> wanted() {
    long steps = pace.running().minus(pageSince).dividedBy(STEP);
    return new Screen(page, size).lines(Math.toIntExact(steps % Integer.MAX_VALUE));
  }
}
