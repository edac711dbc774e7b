/// Which paths of a folder changed, soon after they did, with a periodic scan as the safety net.
@NullMarked
package farkeep.home.watch;

import org.jspecify.annotations.NullMarked;
