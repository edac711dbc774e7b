package farkeep.store;

import java.time.Duration;

/// Settings of tests: little packs, no reserve.
final class TestSettings {
  static final StoreSettings SMALL =
      new StoreSettings(
          new StoreSettings.PackLimits(48 << 10, 24 << 10, 200, Duration.ofHours(24)),
          StoreSettings.CommitPolicy.standard(),
          new StoreSettings.Reserve(0, 0, 0));

  private TestSettings() {}
}
