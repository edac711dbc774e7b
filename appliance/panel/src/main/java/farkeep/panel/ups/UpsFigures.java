package farkeep.panel.ups;

/// What a UPS measures.
///
/// @param inputVolts from the wall
/// @param outputVolts to the box
/// @param loadPercent of what it can carry
/// @param hertz of the wall
/// @param batteryVolts of the battery, or of one cell where the UPS tells that
/// @param celsius inside; 0 where the UPS does not measure it
/// @param faulty it says that it is broken itself
/// @param testing it tests its battery
public record UpsFigures(
    double inputVolts,
    double outputVolts,
    int loadPercent,
    double hertz,
    double batteryVolts,
    double celsius,
    boolean faulty,
    boolean testing) {}
