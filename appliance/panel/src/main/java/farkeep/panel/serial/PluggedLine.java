package farkeep.panel.serial;

import farkeep.panel.Pace;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A serial line that may be unplugged and comes back: it is opened again and again. Used by one
/// thread; only [#lacks] is safe for others.
public final class PluggedLine implements AutoCloseable {
  /// Between two attempts to open it.
  public static final Duration REOPEN_EVERY = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(PluggedLine.class);

  private final SerialPorts ports;
  private final LineSettings settings;
  private final Pace pace;
  private @Nullable SerialLine line;
  private @Nullable Duration tried;
  private boolean fresh;
  private volatile Optional<String> lacks;

  /// @param pace of the loop that uses the line
  public PluggedLine(SerialPorts ports, LineSettings settings, Pace pace) {
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
      LOG.info("serial line opened device=\"{}\" baud=\"{}\"", settings.device(), settings.baud());
    } catch (IOException e) {
      lack(e);
    }
  }

  private void lack(IOException why) {
    String reason = String.valueOf(why.getMessage());
    if (!lacks.equals(Optional.of(reason))) {
      LOG.warn("serial line is not there device=\"{}\" cause=\"{}\"", settings.device(), reason);
    }
    lacks = Optional.of(reason);
  }
}
