package farkeep.home.cli;

import java.nio.file.Path;

/// Places as typed: a local path is made absolute here, for the daemon has another working
/// directory.
final class Places {
  private Places() {}

  /// A place that means the same everywhere: `FOLDER` and `FOLDER:PATH` stay, `.`, `./x`, `../x`
  /// and `/x` become absolute.
  static String absolute(String place) {
    boolean local = place.equals(".") || place.equals("..") || place.startsWith("./");
    if (!local && !place.startsWith("../")) return place;
    return Path.of(place).toAbsolutePath().normalize().toString();
  }
}
