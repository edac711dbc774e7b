/// What everything else reaches the outside through: disk, clocks, randomness, tasks. Given by
/// constructor, so that the same code runs on a machine and in a simulation.
@NullMarked
package farkeep.objects.port;

import org.jspecify.annotations.NullMarked;
