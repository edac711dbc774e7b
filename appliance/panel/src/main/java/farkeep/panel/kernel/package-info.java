/// Device files in ways that neither Java nor a library offers.
@NullMarked
package farkeep.panel.kernel;

import org.jspecify.annotations.NullMarked;
