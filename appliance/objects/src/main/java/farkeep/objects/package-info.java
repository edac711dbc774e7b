/// What box and home both know: ids, clear headers, limits, and how fields become bytes. Nothing
/// here opens an object, and nothing does I/O.
@NullMarked
package farkeep.objects;

import org.jspecify.annotations.NullMarked;
