package farkeep.home.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import farkeep.home.state.StateDirectory;
import farkeep.objects.port.Clocks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What happened, in a file of JSON lines that forgets the oldest. Safe for many threads.
public final class EventLog {
  /// Lines that are remembered at most.
  public static final int LINES_MAX = 2_000;

  /// Characters of one line's text; what is longer is cut.
  public static final int TEXT_MAX = 500;

  private static final String FILE = "events.log";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Logger LOG = LoggerFactory.getLogger(EventLog.class);

  private final StateDirectory directory;
  private final Clocks clocks;

  /// @param directory where the file lies
  public EventLog(StateDirectory directory, Clocks clocks) {
    this.directory = directory;
    this.clocks = clocks;
  }

  /// Takes note. A disk that does not take it keeps nothing else from going on.
  public synchronized void say(String kind, String box, String text) {
    String cut = text.length() > TEXT_MAX ? text.substring(0, TEXT_MAX - 1) + "…" : text;
    Happening happening = new Happening(clocks.wall().toString(), kind, box, cut);
    LOG.info("event kind={} box=\"{}\" text=\"{}\"", kind, box, cut);
    try {
      List<Happening> all = new ArrayList<>(all());
      all.add(happening);
      while (all.size() > LINES_MAX) all.removeFirst();
      directory.write(FILE, encoded(all));
    } catch (IOException e) {
      LOG.warn("event was not kept reason=\"{}\"", e.getMessage());
    }
  }

  private static byte[] encoded(List<Happening> all) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Happening each : all) {
      out.write(JSON.writeValueAsBytes(each));
      out.write('\n');
    }
    return out.toByteArray();
  }

  /// Everything that is remembered, oldest first. A line that can't be read is left out.
  public synchronized List<Happening> all() throws IOException {
    List<Happening> all = new ArrayList<>();
    byte[] file = directory.read(FILE).orElse(new byte[0]);
    for (String line : new String(file, StandardCharsets.UTF_8).split("\n")) {
      try {
        if (!line.isBlank()) all.add(JSON.readValue(line, Happening.class));
      } catch (JsonProcessingException e) {
        LOG.warn("line of the event log can't be read");
      }
    }
    return all;
  }
}
