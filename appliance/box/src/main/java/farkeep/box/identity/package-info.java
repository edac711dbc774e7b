/// Who a box is: its two keys, made at first start and kept in its data directory.
@NullMarked
package farkeep.box.identity;

import org.jspecify.annotations.NullMarked;
