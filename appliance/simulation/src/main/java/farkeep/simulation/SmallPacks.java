package farkeep.simulation;

import farkeep.store.StoreSettings;
import java.time.Duration;

/// How simulated boxes keep vaults: in packs so small that they are sealed within a run, and with
/// little room kept free.
final class SmallPacks {
  static final StoreSettings SETTINGS =
      new StoreSettings(
          new StoreSettings.PackLimits(1 << 20, 96 << 10, 200, Duration.ofHours(24)),
          StoreSettings.CommitPolicy.standard(),
          new StoreSettings.Reserve(64 << 10, 0, 32 << 10));

  private SmallPacks() {}
}
