package farkeep.box.events;

import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/// Writes each event as one line of the log: what happened, then the figures as `key=value`.
public final class EventLines implements BoxEvents {
  private static final Logger LOG = LoggerFactory.getLogger("farkeep.box");

  @Override
  public void say(BoxEvent event) {
    LoggingEventBuilder begun =
        switch (event.severity()) {
          case INFO -> LOG.atInfo();
          case WARN -> LOG.atWarn();
          case ERROR -> LOG.atError();
        };
    LoggingEventBuilder line = begun;
    for (Map.Entry<String, String> figure : event.figures().entrySet()) {
      line = line.addKeyValue(figure.getKey(), figure.getValue());
    }
    line.log(event.what());
  }
}
