package farkeep.box.sensors;

/// How warm something is.
///
/// @param part what
/// @param name as Linux names it
/// @param celsius how warm
public record Temperature(Part part, String name, double celsius) {
  /// What is measured.
  public enum Part {
    /// The processor, or the board around it.
    BOARD,
    /// A disk.
    DISK
  }
}
