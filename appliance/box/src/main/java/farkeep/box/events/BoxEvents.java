package farkeep.box.events;

/// Who takes note of what happens. Called from any task; must not throw or wait.
@FunctionalInterface
public interface BoxEvents {
  /// Takes note.
  void say(BoxEvent event);
}
