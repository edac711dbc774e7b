package farkeep.store;

/// Who is told what a store did or found by itself. Called from any thread; must not throw or wait.
@FunctionalInterface
public interface StoreEvents {
  /// Takes note.
  void say(StoreEvent event);
}
