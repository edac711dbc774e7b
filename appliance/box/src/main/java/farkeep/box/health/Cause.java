package farkeep.box.health;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// Why a box is as it is. Every cause has a source that really measures it; what nobody measures
/// has none here.
public sealed interface Cause {
  /// How bad it is.
  State state();

  /// What its sentence and its advice are filled in with, in the order of the bundle.
  default List<Object> figures() {
    return List.of();
  }

  /// What machines know it by: `disk-failed`.
  default String code() {
    return getClass()
        .getSimpleName()
        .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
        .toLowerCase(Locale.ROOT);
  }

  /// The box can't do its work.
  sealed interface Broken extends Cause {
    @Override
    default State state() {
      return State.FAULT;
    }
  }

  /// The owner has to act.
  sealed interface NeedsOwner extends Cause {
    @Override
    default State state() {
      return State.ATTENTION_OWNER;
    }
  }

  /// Whoever lives with the box can mend it.
  sealed interface NeedsHost extends Cause {
    @Override
    default State state() {
      return State.ATTENTION_HOST;
    }
  }

  /// All is well, and something is under way.
  sealed interface UnderWay extends Cause {
    @Override
    default State state() {
      return State.WORKING;
    }
  }

  /// All is well.
  sealed interface Well extends Cause {
    @Override
    default State state() {
      return State.OK;
    }
  }

  /// A sensor tells of it, which may come and go around a bound.
  sealed interface Sensed extends Cause {}

  /// A force or a write failed; nothing that was acknowledged is in doubt.
  record DiskFailed() implements Broken {}

  /// The battery of the power supply is nearly empty: the box stops by itself.
  record BatteryLow() implements Broken {}

  /// No room for anything new.
  record DiskFull() implements NeedsOwner {}

  /// The disk expects to fail, as its own SMART says.
  record DiskWorn() implements NeedsOwner {}

  /// The disk answered some requests with errors since the machine was started.
  ///
  /// @param errors how many
  record DiskErrors(long errors) implements NeedsOwner {
    @Override
    public List<Object> figures() {
      return List.of(errors);
    }
  }

  /// Stored bytes were found damaged since the box was started.
  record DamageFound() implements NeedsOwner {}

  /// It belongs to nobody, and no pairing window is open.
  record NotPaired() implements NeedsOwner {}

  /// No home node has spoken with the box for too long.
  ///
  /// @param silent for how long
  record HomeSilent(Duration silent) implements NeedsOwner {
    @Override
    public List<Object> figures() {
      return List.of(silent);
    }
  }

  /// Homes speak with the box, but no snapshot has been completed for too long.
  ///
  /// @param age of the newest
  record CopyOld(Duration age) implements NeedsOwner {
    @Override
    public List<Object> figures() {
      return List.of(age);
    }
  }

  /// It will be full soon at the rate of the last days.
  ///
  /// @param in when
  record DiskFullSoon(Duration in) implements NeedsOwner {
    @Override
    public List<Object> figures() {
      return List.of(in);
    }
  }

  /// A cable is in, and nothing answers as the router of this house.
  record RouterSilent() implements NeedsHost, Sensed {}

  /// The router answers, and nothing beyond it does.
  record NoInternet() implements NeedsHost, Sensed {}

  /// The internet works, and lets no UDP through, which copies travel by.
  record UdpBlocked() implements NeedsOwner, Sensed {}

  /// The network cable is out, or the router is off.
  record CableOut() implements NeedsHost, Sensed {}

  /// The mains is gone; a battery carries the box.
  record OnBattery() implements NeedsHost, Sensed {}

  /// The supply gives too little voltage.
  record UnderVoltage() implements NeedsHost, Sensed {}

  /// A part is too warm.
  ///
  /// @param celsius how warm, in whole degrees
  record TooWarm(long celsius) implements NeedsHost, Sensed {
    @Override
    public List<Object> figures() {
      return List.of(celsius);
    }
  }

  /// A blank disk is plugged in, and waits for somebody's word.
  record NewDisk(BlankDisk disk) implements NeedsHost {
    @Override
    public List<Object> figures() {
      return List.of(disk);
    }
  }

  /// The clock is plainly wrong: it has not heard the time since it was switched on.
  record ClockUnset() implements NeedsHost {}

  /// An update of the machine was not taken; what ran before runs on.
  ///
  /// @param to its version; empty where it is not known
  record UpdateRefused(String to, MachineUpdate.Why why) implements NeedsOwner {
    @Override
    public List<Object> figures() {
      return List.of(to, why);
    }
  }

  /// An update of the machine was tried, and did not stay; what ran before runs again.
  ///
  /// @param to its version
  record UpdateFellBack(String to, MachineUpdate.Why why) implements NeedsOwner {
    @Override
    public List<Object> figures() {
      return List.of(to, why);
    }
  }

  /// An update of the machine is under way.
  ///
  /// @param to its version; empty where it is not known
  record UpdateUnderWay(MachineUpdate.Stage stage, String to) implements UnderWay {
    @Override
    public List<Object> figures() {
      return List.of(stage, to);
    }
  }

  /// Nothing more is written: the plug may be pulled.
  record SafeToUnplug() implements UnderWay {}

  /// The pairing window is open.
  ///
  /// @param until when it closes
  record Pairing(Instant until) implements UnderWay {}

  /// Nothing is received, because the host asked.
  ///
  /// @param until when that ends
  record Paused(Instant until) implements UnderWay {
    @Override
    public List<Object> figures() {
      return List.of(until);
    }
  }

  /// A home is sending.
  record Receiving() implements UnderWay {}

  /// All is well, and copies are here.
  ///
  /// @param age of the newest
  record Safe(Duration age) implements Well {
    @Override
    public List<Object> figures() {
      return List.of(age);
    }
  }

  /// Paired, and nothing has been sent yet.
  record Waiting() implements Well {}
}
