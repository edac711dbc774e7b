package farkeep.panel.button;

import java.util.Optional;

/// No button.
///
/// @param why what is lacking, in one sentence
public record AbsentButton(String why) implements Button {
  @Override
  public void listen(Edges edges) {}

  @Override
  public Optional<String> lacks() {
    return Optional.of(why);
  }

  @Override
  public void close() {}
}
