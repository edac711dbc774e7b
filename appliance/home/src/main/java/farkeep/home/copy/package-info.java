/// Reading a copy of a box's disk, by the format alone: an implementation apart from the box's own.
@NullMarked
package farkeep.home.copy;

import org.jspecify.annotations.NullMarked;
