/// A home node as programs use it: requests carried out, boxes met, folders watched.
@NullMarked
package farkeep.home.node;

import org.jspecify.annotations.NullMarked;
