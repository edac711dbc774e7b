/// What the machine's own scripts, which run as root and talk to nobody, leave for the box to read:
/// small files in directories where the box's user can't write.
@NullMarked
package farkeep.box.upkeep;

import org.jspecify.annotations.NullMarked;
