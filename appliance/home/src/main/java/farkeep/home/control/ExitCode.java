package farkeep.home.control;

/// What `farkeep` ends with. The numbers are part of the interface: `docs/control.md` lists them.
public enum ExitCode {
  /// Done.
  DONE(0),
  /// Something went wrong that has no code of its own.
  TROUBLE(1),
  /// The command was not understood.
  USAGE(2),
  /// A folder, path, snapshot or file is not there.
  NOT_FOUND(3),
  /// No box could be reached.
  UNREACHABLE(4),
  /// Wrong code, wrong box, wrong vault, wrong recovery sheet.
  REFUSED(5),
  /// The box has no room.
  FULL(6),
  /// Done, but for the problems that were listed.
  WITH_PROBLEMS(7),
  /// Another process works on the same state.
  BUSY(8),
  /// What is kept, here or at the box, is damaged.
  DAMAGED(9),
  /// The box takes nothing for now, because its host wants it so.
  PAUSED(10);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /// The number.
  public int code() {
    return code;
  }
}
