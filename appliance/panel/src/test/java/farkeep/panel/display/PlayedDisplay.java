package farkeep.panel.display;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// What a display would show of the bytes that it got, as its data sheet says. Fails on a byte that
/// means nothing to it.
final class PlayedDisplay {
  private static final Pattern VT100 =
      Pattern.compile("\u001b\\[(?:(\\d+);(\\d+)H|(2J)|(\\?25l))|([ -~])");
  private static final int COMMAND = 0xfe;

  private final DisplayKind kind;
  private final DisplaySize size;

  /// An HD44780's memory: 80 characters, the second line of 40 at 0x40.
  private final char[] memory = new char[0x80];

  private final char[][] terminal;
  private int address;
  private int row;
  private int column;
  private int clears;
  private byte[] rest = {};

  PlayedDisplay(DisplayKind kind, DisplaySize size) {
    this.kind = kind;
    this.size = size;
    this.terminal = new char[size.rows()][size.columns()];
    power();
  }

  /// Power was off and is on again: nothing stands there.
  void power() {
    Arrays.fill(memory, ' ');
    for (char[] each : terminal) Arrays.fill(each, ' ');
    address = 0;
    row = 0;
    column = 0;
  }

  int clears() {
    return clears;
  }

  /// Lines as they stand there.
  List<String> lines() {
    return IntStream.range(0, size.rows()).mapToObj(this::line).map(String::stripTrailing).toList();
  }

  private String line(int at) {
    if (kind == DisplayKind.VT100) return new String(terminal[at]);
    int begin = (at % 2 == 0 ? 0 : 0x40) + (at < 2 ? 0 : size.columns());
    return new String(memory, begin, size.columns());
  }

  /// Bytes arrive; half a command waits for the rest.
  void take(byte[] bytes) {
    byte[] all = Arrays.copyOf(rest, rest.length + bytes.length);
    System.arraycopy(bytes, 0, all, rest.length, bytes.length);
    int taken = kind == DisplayKind.VT100 ? terminal(all) : backpack(all);
    rest = Arrays.copyOfRange(all, taken, all.length);
  }

  private int backpack(byte[] bytes) {
    int at = 0;
    while (at < bytes.length) {
      int length = (bytes[at] & 0xff) == COMMAND ? commandLength(bytes, at) : 1;
      if (at + length > bytes.length) return at;
      if (length == 1) put((char) bytes[at]);
      else command(bytes, at);
      at += length;
    }
    return at;
  }

  private int commandLength(byte[] bytes, int at) {
    boolean places = at + 1 < bytes.length && bytes[at + 1] == 'G';
    return kind == DisplayKind.MATRIX_ORBITAL && places ? 4 : 2;
  }

  private void command(byte[] bytes, int at) {
    int code = bytes[at + 1] & 0xff;
    if (kind == DisplayKind.HD44780 && code >= 0x80) {
      address = code & 0x7f;
    } else if (kind == DisplayKind.MATRIX_ORBITAL && code == 'G') {
      int to = bytes[at + 3] - 1;
      address = (to % 2 == 0 ? 0 : 0x40) + (to < 2 ? 0 : size.columns()) + bytes[at + 2] - 1;
    } else if (code == (kind == DisplayKind.HD44780 ? 0x01 : 'X')) {
      clears++;
      power();
    } else {
      throw new AssertionError("no such command: " + code);
    }
  }

  private void put(char value) {
    if (value < ' ' || value > '~') throw new AssertionError("no character: " + (int) value);
    memory[address++] = value;
  }

  private int terminal(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    Matcher next = VT100.matcher(text);
    int at = 0;
    while (at < text.length() && next.region(at, text.length()).lookingAt()) {
      at = next.end();
      if (next.group(1) != null) {
        row = Integer.parseInt(next.group(1)) - 1;
        column = Integer.parseInt(next.group(2)) - 1;
      } else if (next.group(3) != null) {
        clears++;
        power();
      } else if (next.group(5) != null) {
        terminal[row][column++] = next.group(5).charAt(0);
      }
    }
    if (text.length() - at > 8) throw new AssertionError("no command: " + text.substring(at));
    return at;
  }
}
