/// A battery (UPS) on a serial line.
@NullMarked
package farkeep.panel.ups;

import org.jspecify.annotations.NullMarked;
