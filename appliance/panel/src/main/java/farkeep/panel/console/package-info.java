/// A menu on a serial line, for pairing and rescue.
@NullMarked
package farkeep.panel.console;

import org.jspecify.annotations.NullMarked;
