/// The whole system in one process, one runnable task at a time, chosen by a seed: the real code of
/// homes and boxes over simulated disks, a simulated network and simulated clocks, attacked by
/// chance and compared with a plain map.
@NullMarked
package farkeep.simulation;

import org.jspecify.annotations.NullMarked;
