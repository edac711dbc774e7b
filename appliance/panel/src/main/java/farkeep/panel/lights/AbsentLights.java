package farkeep.panel.lights;

import java.util.Optional;

/// No lamps at all.
///
/// @param why what is lacking, in one sentence
public record AbsentLights(String why) implements Lights {
  @Override
  public void show(Lit lit) {}

  @Override
  public Optional<String> lacks() {
    return Optional.of(why);
  }

  @Override
  public void close() {}
}
