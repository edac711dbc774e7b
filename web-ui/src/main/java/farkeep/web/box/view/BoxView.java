package farkeep.web.box.view;

import java.util.List;

/// All that the status page shows at one moment.
///
/// @param verdict how the box is: what stands above everything else
/// @param keeping what it keeps, and how well
/// @param devices the home nodes it keeps copies for, in the order of their numbers
/// @param surroundings network, power, temperature
/// @param controls what the host has set or opened
/// @param journal what has happened, and what runs here
public record BoxView(
    Verdict verdict,
    Keeping keeping,
    List<Device> devices,
    Surroundings surroundings,
    Controls controls,
    Journal journal) {
  public BoxView {
    devices = List.copyOf(devices);
  }
}
