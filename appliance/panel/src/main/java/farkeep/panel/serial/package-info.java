/// Serial lines that may be unplugged at any time. Nothing outside of this package knows
/// jSerialComm.
@NullMarked
package farkeep.panel.serial;

import org.jspecify.annotations.NullMarked;
