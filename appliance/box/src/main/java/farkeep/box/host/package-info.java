/// What a person who stands before the box may do.
@NullMarked
package farkeep.box.host;

import org.jspecify.annotations.NullMarked;
