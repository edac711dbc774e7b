/// What a home node does with its folders: keep them on a box, and get them back. Plain calls that
/// tell how far they are; nothing here prints or asks.
@NullMarked
package farkeep.home.engine;

import org.jspecify.annotations.NullMarked;
