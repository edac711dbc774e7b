/// The one button: what a press of which length asks for.
@NullMarked
package farkeep.panel.button;

import org.jspecify.annotations.NullMarked;
