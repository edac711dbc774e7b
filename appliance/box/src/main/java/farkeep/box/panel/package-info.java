/// Lights, button, display, battery and console of a running box. Described in `docs/panel.md`.
@NullMarked
package farkeep.box.panel;

import org.jspecify.annotations.NullMarked;
