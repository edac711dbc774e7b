package farkeep.panel.lights;

/// Which lamps are on.
///
/// @param green the green lamp
/// @param amber the amber lamp
/// @param red the red lamp
/// @param activity the lamp that flickers while data arrives
/// @param single what a box shows that has one lamp only
public record Lit(boolean green, boolean amber, boolean red, boolean activity, boolean single) {
  /// All dark.
  public static final Lit NONE = new Lit(false, false, false, false, false);

  /// The same with the activity lamp on or off.
  public Lit withActivity(boolean on) {
    return new Lit(green, amber, red, on, single);
  }
}
