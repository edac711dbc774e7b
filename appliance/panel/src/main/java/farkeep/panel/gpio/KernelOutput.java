package farkeep.panel.gpio;

import com.pi4j.context.Context;
import com.pi4j.exception.ShutdownException;
import com.pi4j.io.exception.IOException;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalOutputBase;
import com.pi4j.io.gpio.digital.DigitalOutputConfig;
import com.pi4j.io.gpio.digital.DigitalOutputProvider;
import com.pi4j.io.gpio.digital.DigitalState;

/// A line that Pi4J drives, through the kernel.
final class KernelOutput extends DigitalOutputBase {
  private final HeldLine line;

  KernelOutput(HeldLine line, DigitalOutputProvider provider, DigitalOutputConfig config) {
    super(provider, config);
    this.line = line;
  }

  @Override
  public DigitalOutput state(DigitalState wanted) {
    try {
      line.set(wanted.isHigh());
    } catch (java.io.IOException e) {
      throw new IOException(e);
    }
    return super.state(wanted);
  }

  @Override
  public DigitalOutput shutdown(Context context) throws ShutdownException {
    try (line) {
      return super.shutdown(context);
    }
  }
}
