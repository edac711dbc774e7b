package farkeep.panel.gpio;

import com.pi4j.io.exception.IOException;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalInputConfig;
import com.pi4j.io.gpio.digital.DigitalInputProviderBase;
import com.pi4j.io.gpio.digital.PullResistance;
import java.nio.file.Path;

/// Gives Pi4J the lines of one chip to read and to watch.
final class KernelInputs extends DigitalInputProviderBase {
  private final Path chip;

  /// @param chip its device file
  KernelInputs(Path chip) {
    super("farkeep-digital-input", "GPIO character device of Linux, inputs");
    this.chip = chip;
  }

  @Override
  public DigitalInput create(DigitalInputConfig config) {
    if (config.pull() != PullResistance.PULL_UP) {
      throw new IOException("a line is pulled up, and nothing else was asked for yet: " + config);
    }
    try {
      HeldLine line = HeldLine.input(chip, config.address(), config.id());
      KernelInput input = new KernelInput(line, this, config);
      context.registry().add(input);
      return input;
    } catch (java.io.IOException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
