package farkeep.web.page;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;

/// A QR code as the path of an SVG picture, one unit a module (ISO/IEC 18004).
///
/// @param size width and height with the quiet zone
/// @param path of the dark modules
public record QrCode(int size, String path) {
  /// Light modules around the code.
  public static final int QUIET = 4;

  /// @throws IllegalArgumentException no QR code holds such a text
  public static QrCode of(String text) {
    ByteMatrix modules;
    try {
      modules = Encoder.encode(text, ErrorCorrectionLevel.M).getMatrix();
    } catch (WriterException e) {
      throw new IllegalArgumentException(
          "a text of %d letters fits no QR code".formatted(text.length()), e);
    }
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < modules.getHeight(); y++) row(modules, y, path);
    return new QrCode(modules.getWidth() + 2 * QUIET, path.toString());
  }

  private static void row(ByteMatrix modules, int y, StringBuilder path) {
    int width = modules.getWidth();
    for (int x = 0; x < width; x++) {
      int from = x;
      while (x < width && modules.get(x, y) == 1) x++;
      if (x > from) {
        path.append('M').append(from + QUIET).append(' ').append(y + QUIET);
        path.append('h').append(x - from).append("v1h-").append(x - from).append('z');
      }
    }
  }
}
