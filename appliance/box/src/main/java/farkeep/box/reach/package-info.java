/// What of the network beyond the box can be reached.
@NullMarked
package farkeep.box.reach;

import org.jspecify.annotations.NullMarked;
