package farkeep.panel.ups;

/// How the battery is.
public sealed interface UpsState {
  /// Nothing is known: no UPS, or it is silent, or it says nonsense.
  ///
  /// @param why in one sentence
  record Unknown(String why) implements UpsState {}

  /// Power comes from the wall.
  ///
  /// @param figures what it measures
  record OnMains(UpsFigures figures) implements UpsState {}

  /// The power is out; the battery carries.
  ///
  /// @param figures what it measures
  record OnBattery(UpsFigures figures) implements UpsState {}

  /// The battery is nearly empty and the power is out: stop writing and shut down now.
  ///
  /// @param figures what it measures
  record BatteryLow(UpsFigures figures) implements UpsState {}
}
