package farkeep.vault.keys;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.util.Map;

/// A QR code, drawn for paper and for a terminal. Safe for many threads.
public final class QrCode {
  private static final int QUIET_MODULES = 4;

  private final ByteMatrix modules;

  private QrCode(ByteMatrix modules) {
    this.modules = modules;
  }

  /// @param text what a phone shall read; digits, capitals and `-` make the smallest code
  /// @throws IllegalArgumentException it is too long for a QR code
  public static QrCode of(String text) {
    try {
      var hints = Map.of(EncodeHintType.MARGIN, 0);
      return new QrCode(Encoder.encode(text, ErrorCorrectionLevel.M, hints).getMatrix());
    } catch (WriterException e) {
      throw new IllegalArgumentException(
          "%d characters don't fit into a QR code".formatted(text.length()), e);
    }
  }

  /// An SVG element without a size of its own, black on white with the quiet zone a reader needs.
  public String svg() {
    int size = modules.getWidth() + 2 * QUIET_MODULES;
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < modules.getHeight(); y++) {
      for (int x = 0; x < modules.getWidth(); x++) {
        if (dark(x, y)) {
          path.append("M%d %dh1v1h-1z".formatted(x + QUIET_MODULES, y + QUIET_MODULES));
        }
      }
    }
    return """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %1$d" shape-rendering="crispEdges">\
    <rect width="%1$d" height="%1$d" fill="#fff"/><path fill="#000" d="%2$s"/></svg>\
    """
        .formatted(size, path);
  }

  /// Lines of half blocks for a terminal with light text on dark ground: two modules a character.
  public String terminal() {
    StringBuilder lines = new StringBuilder();
    int end = modules.getHeight() + QUIET_MODULES;
    for (int y = -QUIET_MODULES; y < end; y += 2) {
      for (int x = -QUIET_MODULES; x < modules.getWidth() + QUIET_MODULES; x++) {
        boolean upper = dark(x, y);
        boolean lower = y + 1 < end && dark(x, y + 1);
        lines.append(upper ? lower ? ' ' : '▄' : lower ? '▀' : '█');
      }
      lines.append('\n');
    }
    return lines.toString();
  }

  private boolean dark(int x, int y) {
    boolean inside = x >= 0 && y >= 0 && x < modules.getWidth() && y < modules.getHeight();
    return inside && modules.get(x, y) == 1;
  }
}
