package farkeep.box.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import farkeep.box.health.BlankDisk;
import farkeep.box.health.Cause;
import farkeep.box.health.MachineUpdate.Stage;
import farkeep.box.health.MachineUpdate.Why;
import farkeep.panel.lights.Pattern;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LookTest {
  private static final Duration LONG = Duration.ofDays(30);

  static Stream<Arguments> table() {
    return Stream.of(
        arguments(new Cause.DiskFailed(), Pattern.FAULT),
        arguments(new Cause.BatteryLow(), Pattern.FAULT),
        arguments(new Cause.DiskFull(), Pattern.NEEDS_OWNER),
        arguments(new Cause.DiskWorn(), Pattern.NEEDS_OWNER),
        arguments(new Cause.DiskErrors(3), Pattern.NEEDS_OWNER),
        arguments(new Cause.DamageFound(), Pattern.NEEDS_OWNER),
        arguments(new Cause.NotPaired(), Pattern.NEEDS_OWNER),
        arguments(new Cause.HomeSilent(LONG), Pattern.NEEDS_OWNER),
        arguments(new Cause.CopyOld(LONG), Pattern.NEEDS_OWNER),
        arguments(new Cause.DiskFullSoon(LONG), Pattern.NEEDS_OWNER),
        arguments(new Cause.CableOut(), Pattern.NEEDS_HOST),
        arguments(new Cause.RouterSilent(), Pattern.NEEDS_HOST),
        arguments(new Cause.NoInternet(), Pattern.NEEDS_HOST),
        arguments(new Cause.UdpBlocked(), Pattern.NEEDS_OWNER),
        arguments(new Cause.OnBattery(), Pattern.NEEDS_HOST),
        arguments(new Cause.UnderVoltage(), Pattern.NEEDS_HOST),
        arguments(new Cause.TooWarm(85), Pattern.NEEDS_HOST),
        arguments(new Cause.NewDisk(new BlankDisk("5f", 1, "")), Pattern.NEEDS_HOST),
        arguments(new Cause.ClockUnset(), Pattern.NEEDS_HOST),
        arguments(new Cause.UpdateRefused("1.10", Why.SIGNATURE), Pattern.NEEDS_OWNER),
        arguments(new Cause.UpdateFellBack("1.10", Why.TESTS), Pattern.NEEDS_OWNER),
        arguments(new Cause.UpdateUnderWay(Stage.TRIAL, "1.10"), Pattern.IDLE),
        arguments(new Cause.SafeToUnplug(), Pattern.SAFE_TO_UNPLUG),
        arguments(new Cause.Pairing(Instant.EPOCH), Pattern.PAIRING),
        arguments(new Cause.Paused(Instant.EPOCH), Pattern.IDLE),
        arguments(new Cause.Receiving(), Pattern.RECEIVING),
        arguments(new Cause.Safe(LONG), Pattern.IDLE),
        arguments(new Cause.Waiting(), Pattern.IDLE));
  }

  @ParameterizedTest
  @MethodSource("table")
  void every_cause_has_its_lights(Cause cause, Pattern pattern) {
    assertThat(Look.of(cause)).isEqualTo(pattern);
  }

  @Test
  void the_table_has_every_cause() {
    assertThat(table().map(row -> row.get()[0].getClass()).collect(Collectors.toSet()))
        .isEqualTo(kinds(Cause.class).collect(Collectors.toSet()));
  }

  private static Stream<Class<?>> kinds(Class<?> cause) {
    return cause.isRecord()
        ? Stream.of(cause)
        : Stream.of(cause.getPermittedSubclasses()).flatMap(LookTest::kinds);
  }
}
