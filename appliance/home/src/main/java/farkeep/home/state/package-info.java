/// What a home node remembers between runs, in one directory that nobody else may read.
///
/// Small things that only exist here (the device's key, the vault log, which directory is bound to
/// which folder) are files of their own, replaced whole. What can be rebuilt from a box and from
/// the files themselves (files seen, ledger, folder records) is one MVStore; damaged, it is moved
/// aside and begun anew.
@NullMarked
package farkeep.home.state;

import org.jspecify.annotations.NullMarked;
