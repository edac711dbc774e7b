package farkeep.panel.console;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Actions that remember that they were asked for.
final class PlayedActions implements ConsoleActions {
  final List<String> done = new CopyOnWriteArrayList<>();
  String status = "All is well.";

  private String did(String what, String answer) {
    done.add(what);
    return answer;
  }

  @Override
  public String status() {
    return did("status", status);
  }

  @Override
  public String pairingCode() {
    return did("pair", "Code 1234 5678");
  }

  @Override
  public String openActionWindow() {
    return did("window", "Open for 5 minutes.");
  }

  @Override
  public String safeToUnplug() {
    throw new IllegalStateException("the disk is busy");
  }

  @Override
  public String shutDown() {
    return did("shut down", "Good night.");
  }

  @Override
  public String forgetPairings() {
    return did("forget", "Forgotten.");
  }
}
