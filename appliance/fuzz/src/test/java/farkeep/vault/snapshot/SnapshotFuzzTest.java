package farkeep.vault.snapshot;

import com.code_intelligence.jazzer.junit.FuzzTest;
import farkeep.fuzz.Bounds;
import farkeep.fuzz.GoldenVault;
import farkeep.fuzz.Seeds;
import farkeep.objects.MalformedObjectException;
import farkeep.objects.ObjectHeader;
import farkeep.objects.log.SnapshotClear;
import farkeep.objects.log.SnapshotSignature;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Snapshots: what a box reads of them, and what only a home does.
class SnapshotFuzzTest {
  static Stream<Arguments> snapshots() {
    return Stream.of(Seeds.seed("snapshot", Seeds.vaultFile("snapshot.fko")));
  }

  @MethodSource("snapshots")
  @FuzzTest
  void a_stored_snapshot_is_read_or_refused(byte[] stored) {
    Bounds.hold(
        () -> {
          ObjectHeader header = ObjectHeader.parse(stored);
          Bounds.same(SnapshotClear.of(header).encode(), header.clear());
          SnapshotSignature.check(GoldenVault.id(), stored);
        },
        MalformedObjectException.class);
  }

  static Stream<Arguments> details() {
    return Stream.of(
        Seeds.seed(
            "details",
            new SnapshotDetails(Instant.ofEpochSecond(1_700_000_000), "why", 300, 1L << 40)
                .encode()));
  }

  @MethodSource("details")
  @FuzzTest
  void the_sealed_part_is_read_or_refused(byte[] plain) {
    Bounds.hold(
        () -> Bounds.same(SnapshotDetails.parse(plain).encode(), plain),
        MalformedObjectException.class);
  }
}
