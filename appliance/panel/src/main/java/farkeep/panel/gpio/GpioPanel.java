package farkeep.panel.gpio;

import farkeep.panel.button.Button;
import farkeep.panel.lights.Lights;

/// Lamps and button on GPIO lines; where the machine lacks something, absent ones that say so.
///
/// @param lights the lamps
/// @param button the button
public record GpioPanel(Lights lights, Button button) {}
