/// The home's side of replication: objects go to a box in order, many under way at once, never more
/// than 16 MiB that the box has not yet said to be durable; links come and go underneath.
@NullMarked
package farkeep.home.replicate;

import org.jspecify.annotations.NullMarked;
