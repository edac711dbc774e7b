/// Lamps and a button on GPIO lines. Nothing outside of this package knows Pi4J.
@NullMarked
package farkeep.panel.gpio;

import org.jspecify.annotations.NullMarked;
