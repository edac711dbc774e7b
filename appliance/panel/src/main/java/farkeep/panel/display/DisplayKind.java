package farkeep.panel.display;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What a display understands.
public enum DisplayKind {
  /// HD44780 behind a serial backpack that hands on the byte after 0xFE as the chip's own command,
  /// as SparkFun's SerLCD and most of its likes do.
  HD44780 {
    @Override
    byte[] clear() {
      return new byte[] {COMMAND, 0x01};
    }

    @Override
    byte[] place(int row, DisplaySize size) {
      return new byte[] {COMMAND, (byte) (0x80 | address(row, size))};
    }
  },
  /// HD44780 behind a backpack with the commands of Matrix Orbital, as Adafruit's.
  MATRIX_ORBITAL {
    @Override
    byte[] clear() {
      return new byte[] {COMMAND, 'X'};
    }

    @Override
    byte[] place(int row, DisplaySize size) {
      return new byte[] {COMMAND, 'G', 1, (byte) (row + 1)};
    }
  },
  /// A terminal, or a display that behaves like one (ECMA-48).
  VT100 {
    @Override
    byte[] clear() {
      return "\u001b[?25l\u001b[2J".getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    byte[] place(int row, DisplaySize size) {
      return "\u001b[%d;1H".formatted(row + 1).getBytes(StandardCharsets.US_ASCII);
    }
  };

  private static final byte COMMAND = (byte) 0xfe;

  /// Empties the display.
  abstract byte[] clear();

  /// Goes to the begin of a row, counted from 0.
  abstract byte[] place(int row, DisplaySize size);

  /// All rows, written over what stands there: nothing flickers.
  byte[] frame(List<String> lines, DisplaySize size) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int row = 0; row < lines.size(); row++) {
      bytes.writeBytes(place(row, size));
      bytes.writeBytes(lines.get(row).getBytes(StandardCharsets.US_ASCII));
    }
    return bytes.toByteArray();
  }

  /// The chip has two lines of 40 characters; rows 2 and 3 are what follows in them (Hitachi,
  /// HD44780U, "Display Data RAM").
  private static int address(int row, DisplaySize size) {
    return (row % 2 == 0 ? 0 : 0x40) + (row < 2 ? 0 : size.columns());
  }
}
