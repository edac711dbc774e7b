package farkeep.panel.serial;

import farkeep.panel.Pace;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A serial line that may be unplugged and comes back: it is opened again and again. Used by one
/// thread; only [#lacks] is safe for others.
public final class PluggedLine implements AutoCloseable {
  /// Between two attempts to open it.
  public static final Duration REOPEN_EVERY = Duration.ofSeconds(5);

  private final SerialPorts ports;
  private final LineSettings settings;
  private final Pace pace;
  private final Changes changes;
  private @Nullable SerialLine line;
  private @Nullable Duration tried;
  private boolean fresh;
  private volatile Optional<String> lacks;

  /// Told what becomes of a line, by the thread that uses it.
  public interface Changes {
    /// It is there.
    void opened(LineSettings line);

    /// It is not there; told once for each reason.
    ///
    /// @param why in one sentence
    void missing(LineSettings line, String why);
  }

  /// @param pace of the loop that uses the line
  public PluggedLine(SerialPorts ports, LineSettings settings, Pace pace, Changes changes) {
    this.changes = changes;
    this.ports = ports;
    this.settings = settings;
    this.pace = pace;
    this.lacks = Optional.of(settings.device() + " has not been opened yet");
  }

  /// The open line; tries to open it when that was not tried lately.
  public Optional<SerialLine> line() {
    if (line == null && due()) {
      tried = pace.running();
      open();
    }
    return Optional.ofNullable(line);
  }

  /// Whether the line was opened since this was last asked: the other side knows nothing then.
  public boolean fresh() {
    boolean was = fresh;
    fresh = false;
    return was;
  }

  /// Closes the line, which failed.
  public void lost(IOException why) {
    close();
    lack(why);
  }

  /// Why there is no line, in one sentence.
  public Optional<String> lacks() {
    return lacks;
  }

  @Override
  public void close() {
    if (line != null) line.close();
    line = null;
  }

  private boolean due() {
    return tried == null || pace.running().minus(tried).compareTo(REOPEN_EVERY) >= 0;
  }

  private void open() {
    try {
      line = ports.open(settings);
      fresh = true;
      lacks = Optional.empty();
      changes.opened(settings);
    } catch (IOException e) {
      lack(e);
    }
  }

  private void lack(IOException why) {
    String reason = String.valueOf(why.getMessage());
    boolean news = !lacks.equals(Optional.of(reason));
    lacks = Optional.of(reason);
    if (news) changes.missing(settings, reason);
  }
}
