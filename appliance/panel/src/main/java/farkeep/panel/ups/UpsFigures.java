package farkeep.panel.ups;

import java.util.OptionalDouble;

/// What a UPS measures.
///
/// @param inputVolts from the wall
/// @param outputVolts to the box
/// @param loadPercent of what it can carry
/// @param hertz of the wall
/// @param batteryVolts of the battery, or of one cell where the UPS tells that
/// @param celsius inside; many don't measure it
/// @param batteryLow the battery is nearly empty: also for a while after the power is back
/// @param faulty it says that it is broken itself
/// @param testing it tests its battery
public record UpsFigures(
    double inputVolts,
    double outputVolts,
    int loadPercent,
    double hertz,
    double batteryVolts,
    OptionalDouble celsius,
    boolean batteryLow,
    boolean faulty,
    boolean testing) {}
