/// The vault log and what is signed beside it: entries, the state they add up to, and the rules by
/// which home and box alike accept or refuse them.
@NullMarked
package farkeep.objects.log;

import org.jspecify.annotations.NullMarked;
