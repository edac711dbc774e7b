package farkeep.web.page;

import java.util.List;

/// Bars as the path of an SVG picture.
///
/// @param path of all bars
/// @param width in units
/// @param height in units
public record BarChart(String path, int width, int height) {
  private static final int BAR = 8;
  private static final int GAP = 4;
  private static final int HEIGHT = 96;
  private static final int LEAST = 2;
  private static final int ROUND = 2;

  /// @param values none negative; each has a bar of its place, and 0 has a thin one
  public static BarChart of(List<Long> values) {
    long most = Math.max(1, values.stream().mapToLong(Long::longValue).max().orElse(1));
    StringBuilder path = new StringBuilder();
    int x = 0;
    for (long value : values) {
      int height = (int) Math.max(LEAST, Math.round((double) value / most * HEIGHT));
      bar(x, height, path);
      x += BAR + GAP;
    }
    return new BarChart(path.toString(), Math.max(1, x - GAP), HEIGHT);
  }

  private static void bar(int x, int height, StringBuilder path) {
    int round = Math.min(ROUND, height / 2);
    path.append("M%d %dv-%d".formatted(x, HEIGHT, height - round));
    path.append("q0-%d %d-%d".formatted(round, round, round));
    path.append("h%d".formatted(BAR - 2 * round));
    path.append("q%d 0 %d %d".formatted(round, round, round));
    path.append("v%dz".formatted(height - round));
  }
}
