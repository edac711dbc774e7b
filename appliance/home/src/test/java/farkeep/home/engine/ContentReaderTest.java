package farkeep.home.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import farkeep.home.scan.FolderRoot;
import farkeep.home.scan.StableFile;
import farkeep.testkit.SeededRandomness;
import farkeep.vault.chunk.Chunker;
import farkeep.vault.chunk.ChunkerTables;
import farkeep.vault.tree.TreePath;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentReaderTest {
  @TempDir Path directory;
  private final SeededRandomness randomness = new SeededRandomness(7);

  private List<Step> read() throws Exception {
    List<Step> steps = new ArrayList<>();
    ContentReader reader = new ContentReader(tables(), steps::add);
    try (FolderRoot root = FolderRoot.open(directory.toString().getBytes(UTF_8));
        StableFile file = root.open(TreePath.ofText("file"))) {
      reader.read(file);
    }
    return steps;
  }

  private ChunkerTables tables() {
    return ChunkerTables.of(randomness.bytes(ChunkerTables.SECRET_BYTES));
  }

  private static byte[] joined(List<Step> steps) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Step step : steps) {
      switch (step) {
        case Step.Piece piece -> all.writeBytes(piece.plain());
        case Step.Hole(long bytes) -> all.writeBytes(new byte[(int) bytes]);
        case Step.Put _, Step.Gone _, Step.Begin _, Step.End _ -> throw new AssertionError(step);
      }
    }
    return all.toByteArray();
  }

  @Test
  void the_pieces_of_a_file_are_the_file_to_its_last_byte() throws Exception {
    for (int bytes : new int[] {1, 4_096, Chunker.BYTES_MIN, 300_000, 3 * Chunker.BYTES_MAX + 1}) {
      byte[] content = randomness.bytes(bytes);
      Files.write(directory.resolve("file"), content);
      assertThat(joined(read())).as("%d B", bytes).isEqualTo(content);
    }
  }

  @Test
  void holes_stand_between_pieces_and_at_the_end() throws Exception {
    byte[] content = new byte[4 << 20];
    System.arraycopy(randomness.bytes(200_000), 0, content, 1 << 20, 200_000);
    try (FileChannel file =
        FileChannel.open(
            directory.resolve("file"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.wrap(content, 1 << 20, 200_000), 1 << 20);
      file.write(ByteBuffer.wrap(new byte[1]), content.length - 1);
    }
    List<Step> steps = read();
    assertThat(joined(steps)).isEqualTo(content);
    assertThat(steps).first().isInstanceOf(Step.Hole.class);
  }
}
