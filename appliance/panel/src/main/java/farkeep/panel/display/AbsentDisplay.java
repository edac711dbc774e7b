package farkeep.panel.display;

import java.util.Optional;

/// No display.
///
/// @param why what is lacking, in one sentence
public record AbsentDisplay(String why) implements Display {
  @Override
  public void show(Page page) {}

  @Override
  public Optional<String> lacks() {
    return Optional.of(why);
  }

  @Override
  public void run() {}

  @Override
  public void close() {}
}
