/// The control socket of the daemon: requests, events, and who carries them.
@NullMarked
package farkeep.home.control;

import org.jspecify.annotations.NullMarked;
