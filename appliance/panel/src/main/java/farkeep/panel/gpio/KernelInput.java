package farkeep.panel.gpio;

import com.pi4j.context.Context;
import com.pi4j.exception.InitializeException;
import com.pi4j.exception.ShutdownException;
import com.pi4j.io.exception.IOException;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalInputBase;
import com.pi4j.io.gpio.digital.DigitalInputConfig;
import com.pi4j.io.gpio.digital.DigitalInputProvider;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.DigitalStateChangeEvent;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A line that Pi4J reads and watches, through the kernel.
final class KernelInput extends DigitalInputBase {
  private static final Logger LOG = LoggerFactory.getLogger(KernelInput.class);

  /// How long a watch outlives its end.
  private static final Duration LOOK_UP = Duration.ofSeconds(1);

  private final HeldLine line;
  private final Thread watch = Thread.ofPlatform().daemon().name("gpio").unstarted(this::watch);
  private volatile boolean open = true;

  KernelInput(HeldLine line, DigitalInputProvider provider, DigitalInputConfig config) {
    super(provider, config);
    this.line = line;
  }

  @Override
  public DigitalInput initialize(Context context) throws InitializeException {
    DigitalInput initialised = super.initialize(context);
    watch.start();
    return initialised;
  }

  @Override
  public DigitalState state() {
    try {
      return DigitalState.getState(line.high());
    } catch (java.io.IOException e) {
      throw new IOException(e);
    }
  }

  private void watch() {
    try (line) {
      while (open) {
        Optional<Boolean> high = line.awaitEdge(LOOK_UP);
        high.ifPresent(
            it -> dispatch(new DigitalStateChangeEvent<>(this, DigitalState.getState(it))));
      }
    } catch (java.io.IOException e) {
      LOG.warn("GPIO line is watched no longer cause=\"{}\"", e.getMessage());
    }
  }

  /// The line is closed by its watch, within [#LOOK_UP].
  @Override
  public DigitalInput shutdown(Context context) throws ShutdownException {
    open = false;
    return super.shutdown(context);
  }
}
