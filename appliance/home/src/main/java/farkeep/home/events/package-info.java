/// What happened to this home and its boxes, for the owner to read afterwards.
@NullMarked
package farkeep.home.events;

import org.jspecify.annotations.NullMarked;
