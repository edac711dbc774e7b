/// What happens on a box, for the log and for the catalogue.
@NullMarked
package farkeep.box.events;

import org.jspecify.annotations.NullMarked;
