/// A path between two programs that can be cut, and counts what passes.
@NullMarked
package farkeep.testkit.network;

import org.jspecify.annotations.NullMarked;
