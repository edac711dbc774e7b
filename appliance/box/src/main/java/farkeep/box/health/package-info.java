/// How the box is, in one plain sentence and a few figures.
@NullMarked
package farkeep.box.health;

import org.jspecify.annotations.NullMarked;
