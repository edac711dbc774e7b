/// A network in memory, over the `Tasks` port: on simulated tasks whatever happens on it is
/// repeated by a seed.
@NullMarked
package farkeep.link.simulated;

import org.jspecify.annotations.NullMarked;
