/// What the lights say: patterns that can be told apart by rhythm alone, and the lamps that play
/// them.
@NullMarked
package farkeep.panel.lights;

import org.jspecify.annotations.NullMarked;
