package farkeep.panel.display;

/// How much text fits.
///
/// @param columns characters a line
/// @param rows lines
public record DisplaySize(int columns, int rows) {
  /// The larger of the two usual ones.
  public static final DisplaySize LARGE = new DisplaySize(20, 4);

  /// The smaller of the two usual ones.
  public static final DisplaySize SMALL = new DisplaySize(16, 2);

  /// Checks that a code fits and that no more is drawn than a terminal has.
  public DisplaySize {
    if (columns < Page.CODE_CHARS_MAX || columns > 80 || rows < 2 || rows > 25) {
      throw new IllegalArgumentException(
          "a display has 16 to 80 columns and 2 to 25 rows, not %d and %d"
              .formatted(columns, rows));
    }
  }
}
