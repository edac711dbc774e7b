package farkeep.box.sensors;

import java.util.OptionalLong;

/// What Linux has counted of a disk since it was plugged in or the machine was started.
///
/// @param device its name, such as `sda` or `mmcblk0`
/// @param readBytes bytes read
/// @param writtenBytes bytes written
/// @param inFlight requests under way
/// @param errors requests that ended with an error; only SCSI, SATA and USB disks count them
public record DiskFigures(
    String device, long readBytes, long writtenBytes, long inFlight, OptionalLong errors) {}
