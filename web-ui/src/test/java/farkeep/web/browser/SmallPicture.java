package farkeep.web.browser;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/// Pictures of pages with a palette: a third of the bytes, and nobody sees the difference.
public final class SmallPicture {
  private static final int COLOURS_MAX = 256;

  private SmallPicture() {}

  /// Writes a picture with its 256 commonest colours; the others become the nearest of those.
  public static void write(byte[] png, Path file) throws IOException {
    BufferedImage full = ImageIO.read(new ByteArrayInputStream(png));
    int width = full.getWidth();
    int[] pixels = full.getRGB(0, 0, width, full.getHeight(), null, 0, width);
    Map<Integer, Integer> counts = new HashMap<>();
    for (int pixel : pixels) counts.merge(pixel & 0xffffff, 1, Integer::sum);
    List<Integer> palette =
        counts.entrySet().stream()
            .sorted(Comparator.comparingInt((Map.Entry<Integer, Integer> e) -> -e.getValue()))
            .limit(COLOURS_MAX)
            .map(Map.Entry::getKey)
            .toList();
    BufferedImage small =
        new BufferedImage(width, full.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, model(palette));
    Map<Integer, Integer> places = new HashMap<>();
    int[] row = new int[width];
    for (int y = 0; y < full.getHeight(); y++) {
      for (int x = 0; x < width; x++) {
        row[x] =
            places.computeIfAbsent(pixels[y * width + x] & 0xffffff, rgb -> nearest(rgb, palette));
      }
      small.getRaster().setSamples(0, y, width, 1, 0, row);
    }
    Files.createDirectories(file.getParent());
    ImageIO.write(small, "png", file.toFile());
  }

  private static IndexColorModel model(List<Integer> palette) {
    int[] colours = palette.stream().mapToInt(Integer::intValue).toArray();
    return new IndexColorModel(8, colours.length, colours, 0, false, -1, DataBuffer.TYPE_BYTE);
  }

  private static int nearest(int rgb, List<Integer> palette) {
    int best = 0;
    int least = Integer.MAX_VALUE;
    for (int place = 0; place < palette.size(); place++) {
      int distance = 0;
      for (int shift = 0; shift <= 16; shift += 8) {
        int apart = (rgb >> shift & 0xff) - (palette.get(place) >> shift & 0xff);
        distance += apart * apart;
      }
      if (distance < least) {
        least = distance;
        best = place;
      }
    }
    return best;
  }
}
