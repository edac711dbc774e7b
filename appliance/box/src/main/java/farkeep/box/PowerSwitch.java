package farkeep.box;

import farkeep.box.events.BoxEvent;
import farkeep.box.events.BoxEvents;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Ends the box in order and, where a command for it is configured, switches the machine off
/// afterwards: never before everything is closed. Safe for many threads.
final class PowerSwitch {
  /// How long the command may take.
  static final long SECONDS_MAX = 60;

  private final List<String> command;
  private final BoxEvents events;
  private volatile boolean wanted;

  /// @param command a program and its arguments, which no shell reads; empty: the machine stays on
  PowerSwitch(List<String> command, BoxEvents events) {
    this.command = List.copyOf(command);
    this.events = events;
  }

  /// Whether the machine can be switched off.
  boolean isThere() {
    return !command.isEmpty();
  }

  /// Ends the box, and has the machine switched off after it; does not wait.
  void off(Box box) {
    wanted = true;
    box.end();
  }

  /// Switches the machine off if that is wanted. To be called when the box has ended.
  void switchIfWanted() throws InterruptedException {
    if (!wanted || !isThere()) return;
    events.say(BoxEvent.info("machine is switched off"));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
        failed("it took longer than %d s".formatted(SECONDS_MAX));
      } else if (process.exitValue() != 0) {
        failed("it ended with %d".formatted(process.exitValue()));
      }
    } catch (IOException e) {
      failed(e.getMessage());
    }
  }

  private void failed(String why) {
    events.say(
        BoxEvent.error("machine was not switched off")
            .with("command", command.getFirst())
            .with("reason", why));
  }
}
