package farkeep.panel.gpio;

import com.pi4j.io.exception.IOException;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalOutputConfig;
import com.pi4j.io.gpio.digital.DigitalOutputProviderBase;
import java.nio.file.Path;

/// Gives Pi4J the lines of one chip to drive.
final class KernelOutputs extends DigitalOutputProviderBase {
  private final Path chip;

  /// @param chip its device file
  KernelOutputs(Path chip) {
    super("farkeep-digital-output", "GPIO character device of Linux, outputs");
    this.chip = chip;
  }

  @Override
  public DigitalOutput create(DigitalOutputConfig config) {
    try {
      HeldLine line = HeldLine.output(chip, config.address(), config.id());
      KernelOutput output = new KernelOutput(line, this, config);
      context.registry().add(output);
      return output;
    } catch (java.io.IOException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
