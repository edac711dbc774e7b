package farkeep.home.outage;

import java.util.List;

/// What a home can find out about its surroundings. Each question is answered within some seconds.
public interface Surroundings {
  /// How far this home gets.
  HomeSide home();

  /// What happens at the addresses of a box: the best answer of all of them.
  ///
  /// @param addresses `host:port`
  Knock knock(List<String> addresses);

  /// Whether one of these addresses is in a network of this home's own.
  ///
  /// @param addresses `host:port`
  boolean isNear(List<String> addresses);
}
