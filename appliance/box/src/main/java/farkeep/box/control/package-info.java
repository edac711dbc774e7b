/// How commands on the same machine talk to the running box: one line over a Unix socket in its
/// data directory, described in `docs/box.md`.
@NullMarked
package farkeep.box.control;

import org.jspecify.annotations.NullMarked;
