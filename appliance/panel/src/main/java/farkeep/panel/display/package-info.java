/// Text displays on a serial line.
@NullMarked
package farkeep.panel.display;

import org.jspecify.annotations.NullMarked;
