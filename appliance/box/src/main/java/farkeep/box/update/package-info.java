/// Updates of the machine that a box runs on: taken from homes in pieces, and handed to the
/// machine's installer, which looks at their signature.
@NullMarked
package farkeep.box.update;

import org.jspecify.annotations.NullMarked;
