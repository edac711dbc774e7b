package farkeep.panel.serial;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Takes note of what becomes of a line.
public final class LineNotes implements PluggedLine.Changes {
  private final List<String> notes = new CopyOnWriteArrayList<>();

  @Override
  public void opened(LineSettings line) {
    notes.add("opened " + line.device());
  }

  @Override
  public void missing(LineSettings line, String why) {
    notes.add("missing " + line.device() + ": " + why);
  }

  /// What was told, in order.
  public List<String> notes() {
    return notes;
  }
}
