package farkeep.box.panel;

import farkeep.box.events.BoxEvent;
import farkeep.box.events.BoxEvents;
import farkeep.box.health.Findings;
import farkeep.panel.SystemPace;
import farkeep.panel.serial.LineSettings;
import farkeep.panel.ups.AbsentUps;
import farkeep.panel.ups.MegatecUps;
import farkeep.panel.ups.Ups;
import farkeep.panel.ups.UpsState;
import java.nio.file.Path;
import java.util.Optional;

/// The battery between wall and box: tells what becomes of it, and has the box end before it is
/// empty.
final class Battery implements AutoCloseable {
  private final BoxEvents events;
  private final Runnable empty;
  private final Ups ups;

  /// @param device its serial line, if there is one
  /// @param empty called when it is nearly empty; must not wait
  Battery(Optional<Path> device, BoxEvents events, Runnable empty) {
    this.events = events;
    this.empty = empty;
    this.ups = device.map(this::open).orElseGet(() -> new AbsentUps("none is set up"));
  }

  private Ups open(Path device) {
    SystemPace pace = new SystemPace();
    LineSettings line = LineSettings.megatec(device.toString());
    return new MegatecUps(Devices.line(line, pace, "battery", events), pace, this::changed);
  }

  private void changed(UpsState now) {
    switch (now) {
      case UpsState.Unknown(var why) ->
          events.say(BoxEvent.warn("battery says nothing").with("reason", why));
      case UpsState.OnMains _ -> events.say(BoxEvent.info("power comes from the wall"));
      case UpsState.OnBattery _ -> events.say(BoxEvent.warn("power is out; the battery carries"));
      case UpsState.BatteryLow _ -> {
        events.say(BoxEvent.error("battery is nearly empty; the box ends"));
        empty.run();
      }
    }
  }

  /// What is known of it; empty without one, and while it says nothing.
  Optional<Findings.Power> power() {
    return switch (ups.state()) {
      case UpsState.Unknown _ -> Optional.empty();
      case UpsState.OnMains _ -> Optional.of(Findings.Power.MAINS);
      case UpsState.OnBattery _ -> Optional.of(Findings.Power.BATTERY);
      case UpsState.BatteryLow _ -> Optional.of(Findings.Power.BATTERY_LOW);
    };
  }

  /// Asks it until closed.
  void run() throws InterruptedException {
    ups.run();
  }

  @Override
  public void close() {
    ups.close();
  }
}
