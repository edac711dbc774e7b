/// The panel of the box: lights, button, display, UPS and console. It does what it is told, and
/// tells what it is asked; what a state of the box means is decided elsewhere.
@NullMarked
package farkeep.panel;

import org.jspecify.annotations.NullMarked;
