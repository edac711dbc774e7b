/// Taking vaults in: the pairing window of the box, and what it does for a home that has the code.
@NullMarked
package farkeep.box.pairing;

import org.jspecify.annotations.NullMarked;
