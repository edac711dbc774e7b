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

  /// Whether a sensor tells of it, which may come and go around a bound.
  default boolean isMeasured() {
    return false;
  }

  /// What machines know it by: `disk-failed`.
  default String code() {
    return getClass()
        .getSimpleName()
        .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
        .toLowerCase(Locale.ROOT);
  }

  /// A force or a write failed; nothing that was acknowledged is in doubt.
  record DiskFailed() implements Cause {
    @Override
    public State state() {
      return State.FAULT;
    }
  }

  /// The battery of the power supply is nearly empty: the box stops by itself.
  record BatteryLow() implements Cause {
    @Override
    public State state() {
      return State.FAULT;
    }
  }

  /// No room for anything new.
  record DiskFull() implements Cause {
    @Override
    public State state() {
      return State.ATTENTION_OWNER;
    }
  }

  /// The disk expects to fail, as its own SMART says.
  record DiskWorn() implements Cause {
    @Override
    public State state() {
      return State.ATTENTION_OWNER;
    }
  }

  /// The disk answered some requests with errors since the machine was started.
  ///
  /// @param errors how many
  record DiskErrors(long errors) implements Cause {
    @Override
    public State state() {
      return State.ATTENTION_OWNER;
    }

    @Override
    public List<Object> figures() {
      return List.of(errors);
    }
  }

  /// Stored bytes were found damaged since the box was started.
  record DamageFound() implements Cause {
    @Override
    public State state() {
      return State.ATTENTION_OWNER;
    }
  }

  /// It belongs to nobody, and no pairing window is open.
  record NotPaired() implements Cause {
    @Override
    public State state() {
      return State.ATTENTION_OWNER;
    }
  }

  /// No home node has spoken with the box for too long.
  ///
  /// @param silent for how long
  record HomeSilent(Duration silent) implements Cause {
    @Override
    public State state() {
      return State.ATTENTION_OWNER;
    }

    @Override
    public List<Object> figures() {
      return List.of(silent);
    }
  }

  /// Homes speak with the box, but no snapshot has been completed for too long.
  ///
  /// @param age of the newest
  record CopyOld(Duration age) implements Cause {
    @Override
    public State state() {
      return State.ATTENTION_OWNER;
    }

    @Override
    public List<Object> figures() {
      return List.of(age);
    }
  }

  /// It will be full soon at the rate of the last days.
  ///
  /// @param in when
  record DiskFullSoon(Duration in) implements Cause {
    @Override
    public State state() {
      return State.ATTENTION_OWNER;
    }

    @Override
    public List<Object> figures() {
      return List.of(in);
    }
  }

  /// The network cable is out, or the router is off.
  record CableOut() implements Cause {
    @Override
    public boolean isMeasured() {
      return true;
    }

    @Override
    public State state() {
      return State.ATTENTION_HOST;
    }
  }

  /// The mains is gone; a battery carries the box.
  record OnBattery() implements Cause {
    @Override
    public boolean isMeasured() {
      return true;
    }

    @Override
    public State state() {
      return State.ATTENTION_HOST;
    }
  }

  /// The supply gives too little voltage.
  record UnderVoltage() implements Cause {
    @Override
    public boolean isMeasured() {
      return true;
    }

    @Override
    public State state() {
      return State.ATTENTION_HOST;
    }
  }

  /// A part is too warm.
  ///
  /// @param celsius how warm, in whole degrees
  record TooWarm(long celsius) implements Cause {
    @Override
    public boolean isMeasured() {
      return true;
    }

    @Override
    public State state() {
      return State.ATTENTION_HOST;
    }

    @Override
    public List<Object> figures() {
      return List.of(celsius);
    }
  }

  /// The clock is plainly wrong: it has not heard the time since it was switched on.
  record ClockUnset() implements Cause {
    @Override
    public State state() {
      return State.ATTENTION_HOST;
    }
  }

  /// Nothing more is written: the plug may be pulled.
  record SafeToUnplug() implements Cause {
    @Override
    public State state() {
      return State.WORKING;
    }
  }

  /// The pairing window is open.
  ///
  /// @param until when it closes
  record Pairing(Instant until) implements Cause {
    @Override
    public State state() {
      return State.WORKING;
    }
  }

  /// Nothing is received, because the host asked.
  ///
  /// @param until when that ends
  record Paused(Instant until) implements Cause {
    @Override
    public State state() {
      return State.WORKING;
    }
  }

  /// A home is sending.
  record Receiving() implements Cause {
    @Override
    public State state() {
      return State.WORKING;
    }
  }

  /// All is well, and copies are here.
  ///
  /// @param age of the newest
  record Safe(Duration age) implements Cause {
    @Override
    public State state() {
      return State.OK;
    }

    @Override
    public List<Object> figures() {
      return List.of(age);
    }
  }

  /// Paired, and nothing has been sent yet.
  record Waiting() implements Cause {
    @Override
    public State state() {
      return State.OK;
    }
  }
}
