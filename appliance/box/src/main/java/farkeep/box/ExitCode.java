package farkeep.box;

/// What `farkeep-box` ends with; listed in `docs/box.md`.
final class ExitCode {
  /// Done, or stopped because somebody asked.
  static final int OK = 0;

  /// Failed; the message says why and what to do.
  static final int FAILED = 1;

  /// The command line or the configuration is wrong.
  static final int USAGE = 2;

  /// Another box works on the data directory, or, for a command that talks to one, none does.
  static final int NOT_FREE = 3;

  /// The disk failed while the box ran. Nothing that was acknowledged is in doubt; start it again.
  static final int DISK_FAILED = 4;

  /// The check found damage.
  static final int DAMAGED = 5;

  private ExitCode() {}
}
