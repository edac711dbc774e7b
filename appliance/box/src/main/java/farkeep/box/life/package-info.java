/// What a box remembers of its own life, so that it can say afterwards why it was away.
@NullMarked
package farkeep.box.life;

import org.jspecify.annotations.NullMarked;
