package farkeep.vault.keys;

/// A recovery sheet that was typed wrong, or belongs to another vault. The message says which group
/// or which vault, and is for who typed it.
public class WrongSheetException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final int group;

  /// @param group which group, from 1; 0 when no single one can be named
  /// @param what is wrong with it
  public WrongSheetException(int group, String what) {
    super(group == 0 ? what : "group %d of the recovery sheet %s".formatted(group, what));
    this.group = group;
  }

  /// Which group, from 1; 0 when no single one can be named.
  public int group() {
    return group;
  }
}
