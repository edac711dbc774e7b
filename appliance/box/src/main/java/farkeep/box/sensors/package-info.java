/// What the machine says of itself: temperature, power supply, disks, network cable. All is read
/// from files of Linux below a directory that a test can choose; what a machine lacks is absent,
/// and that is normal.
@NullMarked
package farkeep.box.sensors;

import org.jspecify.annotations.NullMarked;
