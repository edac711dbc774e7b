/// What is in a folder now: a walk in the order of the folder's tree, files that hold still while
/// they are read, and metadata as entries have it.
@NullMarked
package farkeep.home.scan;

import org.jspecify.annotations.NullMarked;
