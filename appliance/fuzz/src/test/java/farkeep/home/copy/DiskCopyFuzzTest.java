package farkeep.home.copy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import farkeep.fuzz.Bounds;
import farkeep.fuzz.Seeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The files of a box's disk as a home reads them in an emergency, with checksums made right again.
class DiskCopyFuzzTest {
  private static final int FRAME_MAGIC = 0x464b4c45;
  private static final int RECORD_MAGIC = 0x464b5243;
  private static final Path FILE = file();

  private static Path file() {
    try {
      Path directory = Files.createTempDirectory("farkeep-fuzz");
      Path file = directory.resolve("copy");
      directory.toFile().deleteOnExit();
      file.toFile().deleteOnExit(); // the last to be registered is the first to go
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int crc(byte[] bytes, int salted, int... ranges) {
    CRC32C crc = new CRC32C();
    if (salted >= 0) crc.update(bytes, salted, 8);
    for (int i = 0; i < ranges.length; i += 2) crc.update(bytes, ranges[i], ranges[i + 1]);
    return (int) crc.getValue();
  }

  static Stream<Arguments> logs() {
    return Stream.of("heads.log", "vault.log").map(name -> Seeds.seed(name, Seeds.storeFile(name)));
  }

  @MethodSource("logs")
  @FuzzTest
  void a_log_gives_its_whole_entries(byte[] chosen) {
    ByteBuffer bytes = ByteBuffer.wrap(chosen.clone());
    for (int at = 0; at + 128 <= bytes.limit(); at += 64) {
      int length = bytes.getInt(at + 8);
      boolean fits = length >= 0 && length <= bytes.limit() - at - 128;
      if (bytes.getInt(at) != FRAME_MAGIC || !fits) continue;
      bytes.putInt(at + 124, crc(bytes.array(), -1, at, 124, at + 128, length));
    }
    Bounds.hold(
        () -> {
          Files.write(FILE, bytes.array());
          LogCopy log = LogCopy.read(FILE.getParent(), FILE.getFileName().toString());
          long sum = log.entries().stream().mapToLong(entry -> entry.length).sum();
          Bounds.require(sum <= chosen.length, "%d B of entries".formatted(sum));
        },
        IOException.class);
  }

  static Stream<Arguments> packs() {
    return Stream.of(1, 2, 3)
        .map(number -> "packs/00/000000000000000%d.pk".formatted(number))
        .map(name -> Seeds.seed(name, Seeds.storeFile(name)));
  }

  @MethodSource("packs")
  @FuzzTest
  void a_pack_gives_its_records(byte[] chosen) {
    ByteBuffer bytes = ByteBuffer.wrap(chosen.clone());
    byte[] zeros = new byte[8];
    for (int at : new int[] {0, 2_048}) {
      if (bytes.limit() < at + 56) continue;
      CRC32C crc = new CRC32C();
      crc.update(zeros);
      crc.update(bytes.array(), at, 52);
      bytes.putInt(at + 52, (int) crc.getValue());
    }
    for (int at = 4_096; at + 64 <= bytes.limit(); at += 64) {
      if (bytes.getInt(at) != RECORD_MAGIC) continue;
      bytes.putInt(at + 60, crc(bytes.array(), 12, at, 60));
    }
    Bounds.hold(
        () -> {
          Files.write(FILE, bytes.array());
          try (FileChannel file = FileChannel.open(FILE)) {
            Optional<PackScan> scan = PackScan.of(FILE, file);
            if (scan.isPresent()) scan.get().records((_, _, _) -> {});
          }
        },
        IOException.class);
  }
}
