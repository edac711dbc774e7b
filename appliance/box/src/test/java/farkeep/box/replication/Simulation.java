package farkeep.box.replication;

import farkeep.testkit.tasks.SimulatedTasks;

/// Runs a test's script on a simulated box that keeps one vault.
final class Simulation {
  /// What a test does.
  interface Script {
    void run(SimulatedBox box, TestVault vault) throws Exception;
  }

  private Simulation() {}

  /// @param seed decides the order of tasks; a failure names it
  static void run(long seed, Script script) {
    SimulatedTasks tasks = new SimulatedTasks(seed);
    tasks.run(() -> {
      SimulatedBox box = new SimulatedBox(tasks);
      TestVault vault = new TestVault(tasks.randomness());
      box.keep(vault);
      script.run(box, vault);
      box.server.close();
      box.server.join();
    });
  }
}
