/// The box: keeps the vaults of its owners, and serves their home nodes. Wired here, out of the
/// packages below.
@NullMarked
package farkeep.box;

import org.jspecify.annotations.NullMarked;
