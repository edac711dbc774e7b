package farkeep.panel.gpio;

import com.pi4j.context.Context;

/// Pi4J, shut down when lamps and button have both left it.
final class SharedContext {
  private final Context context;
  private int users = 2;

  SharedContext(Context context) {
    this.context = context;
  }

  Context pi4j() {
    return context;
  }

  synchronized void left() {
    users--;
    if (users == 0) context.shutdown();
  }
}
