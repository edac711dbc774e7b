/// The box's side of replication: sessions with home nodes, objects received and admitted in order,
/// acknowledgements, commits, and what is read back.
@NullMarked
package farkeep.box.replication;

import org.jspecify.annotations.NullMarked;
