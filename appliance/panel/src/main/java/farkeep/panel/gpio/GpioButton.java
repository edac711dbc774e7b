package farkeep.panel.gpio;

import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.DigitalStateChangeListener;
import com.pi4j.io.gpio.digital.PullResistance;
import farkeep.panel.button.Button;
import java.util.Optional;

/// A button that connects its line to ground; the chip's own resistor pulls the line up.
final class GpioButton implements Button {
  private final SharedContext context;
  private final DigitalInput line;
  private boolean closed;

  GpioButton(int number, SharedContext context) {
    this.context = context;
    this.line =
        context
            .pi4j()
            .create(
                DigitalInput.newConfigBuilder(context.pi4j())
                    .id("farkeep-button")
                    .address(number)
                    .pull(PullResistance.PULL_UP)
                    // Bounce is dealt with where time can be played in tests.
                    .debounce(0L)
                    .build());
  }

  @Override
  public void listen(Edges edges) {
    DigitalStateChangeListener listener = event -> edges.edge(event.state() == DigitalState.LOW);
    line.addListener(listener);
    if (line.state() == DigitalState.LOW) edges.edge(true);
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
