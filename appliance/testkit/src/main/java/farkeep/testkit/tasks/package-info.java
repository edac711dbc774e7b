/// Tasks of which one runs at a time, chosen by a seed, on clocks that move only when all wait; and
/// the contracts that they and the real ones pass.
@NullMarked
package farkeep.testkit.tasks;

import org.jspecify.annotations.NullMarked;
