package farkeep.panel.display;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// A page laid out for a display: the sentence above, wrapped at words; the code and the progress
/// below it. A sentence of more lines than there is room for moves up by one line a step, and
/// begins anew after its last.
final class Screen {
  private final DisplaySize size;
  private final List<String> sentence;
  private final List<String> below;

  Screen(Page page, DisplaySize size) {
    this.size = size;
    this.sentence = wrapped(PlainText.of(page.sentence()), size.columns());
    this.below = below(page, size);
  }

  /// How many different steps there are; 1 when all is seen at once.
  int steps() {
    return Math.max(1, sentence.size() - room() + 1);
  }

  /// All lines of the display, each as long as it has columns.
  List<String> lines(int step) {
    List<String> lines = new ArrayList<>(size.rows());
    int from = step % steps();
    for (int row = 0; row < room(); row++) {
      lines.add(padded(from + row < sentence.size() ? sentence.get(from + row) : ""));
    }
    below.forEach(line -> lines.add(padded(line)));
    return lines;
  }

  private int room() {
    return size.rows() - below.size();
  }

  private String padded(String line) {
    return line + " ".repeat(size.columns() - line.length());
  }

  /// As many of code and progress as leave the sentence one line; the code goes first.
  private static List<String> below(Page page, DisplaySize size) {
    List<String> below = new ArrayList<>();
    page.code().ifPresent(code -> below.add(centred(PlainText.of(code), size.columns())));
    OptionalInt percent = page.percent();
    if (percent.isPresent() && below.size() < size.rows() - 1) {
      below.add(bar(percent.getAsInt(), size.columns()));
    }
    return below;
  }

  private static String centred(String text, int columns) {
    String fitting = text.substring(0, Math.min(text.length(), columns));
    return " ".repeat((columns - fitting.length()) / 2) + fitting;
  }

  private static String bar(int percent, int columns) {
    String figure = "%3d%%".formatted(percent);
    int length = columns - figure.length() - 2;
    int full = length * percent / 100;
    return "[" + "#".repeat(full) + " ".repeat(length - full) + "]" + figure;
  }

  private static List<String> wrapped(String text, int columns) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ")) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > columns) flush(line, lines);
      if (!line.isEmpty()) line.append(' ');
      line.append(word);
      while (line.length() > columns) {
        lines.add(line.substring(0, columns));
        line.delete(0, columns);
      }
    }
    flush(line, lines);
    return lines;
  }

  private static void flush(StringBuilder line, List<String> lines) {
    if (!line.isEmpty()) lines.add(line.toString());
    line.setLength(0);
  }
}
