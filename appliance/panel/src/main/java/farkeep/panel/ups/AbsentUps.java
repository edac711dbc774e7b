package farkeep.panel.ups;

import java.util.Optional;

/// No UPS.
///
/// @param why what is lacking, in one sentence
public record AbsentUps(String why) implements Ups {
  @Override
  public UpsState state() {
    return new UpsState.Unknown(why);
  }

  @Override
  public Optional<String> lacks() {
    return Optional.of(why);
  }

  @Override
  public void run() {}

  @Override
  public void close() {}
}
