package farkeep.box.events;

/// Who takes note of what happens. Called from any task; must not throw or wait.
@FunctionalInterface
public interface BoxEvents {
  /// Takes note.
  void say(BoxEvent event);

  /// An object was taken in. Called for every one, so it costs next to nothing.
  default void objectArrived() {}
}
