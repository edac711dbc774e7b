/// Puts entries back into a file system: content at a temporary name first, metadata, then the
/// name.
@NullMarked
package farkeep.home.restore;

import org.jspecify.annotations.NullMarked;
