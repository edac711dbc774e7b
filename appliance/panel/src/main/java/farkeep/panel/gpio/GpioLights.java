package farkeep.panel.gpio;

import com.pi4j.io.exception.IOException;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalState;
import farkeep.panel.lights.Lights;
import farkeep.panel.lights.Lit;
import java.util.List;
import java.util.Optional;

/// Four lamps; a line that is high lights one.
final class GpioLights implements Lights {
  private final SharedContext context;
  private final DigitalOutput green;
  private final DigitalOutput amber;
  private final DigitalOutput red;
  private final DigitalOutput activity;
  private boolean closed;

  /// @param lines of the green, the amber, the red and the activity lamp
  GpioLights(List<Integer> lines, SharedContext context) {
    this.context = context;
    this.green = line("green", lines.get(0));
    this.amber = line("amber", lines.get(1));
    this.red = line("red", lines.get(2));
    this.activity = line("activity", lines.get(3));
  }

  private DigitalOutput line(String name, int number) {
    return context
        .pi4j()
        .create(
            DigitalOutput.newConfigBuilder(context.pi4j())
                .id("farkeep-" + name)
                .address(number)
                .initial(DigitalState.LOW)
                .shutdown(DigitalState.LOW)
                .build());
  }

  @Override
  public void show(Lit lit) throws java.io.IOException {
    try {
      green.setState(lit.green());
      amber.setState(lit.amber());
      red.setState(lit.red());
      activity.setState(lit.activity());
    } catch (IOException e) {
      throw new java.io.IOException("a GPIO lamp can't be switched: " + e.getMessage(), e);
    }
  }

  @Override
  public Optional<String> lacks() {
    return Optional.empty();
  }

  @Override
  public void close() {
    if (closed) return;
    closed = true;
    context.left();
  }
}
