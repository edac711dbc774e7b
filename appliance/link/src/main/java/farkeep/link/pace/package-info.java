/// Sending and receiving no faster than a bound.
@NullMarked
package farkeep.link.pace;

import org.jspecify.annotations.NullMarked;
