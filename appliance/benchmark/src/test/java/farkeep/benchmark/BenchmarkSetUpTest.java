package farkeep.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.vault.seal.OpenedObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// That each benchmark measures what it says, once.
class BenchmarkSetUpTest {
  @TempDir Path directory;

  @BeforeEach
  void measureHere() {
    System.setProperty(ScratchDirectory.WHERE, directory.toString());
  }

  @AfterEach
  void measureElsewhere() {
    System.clearProperty(ScratchDirectory.WHERE);
  }

  @ParameterizedTest
  @EnumSource
  void content_is_cut_into_chunks_of_about_the_usual_length(Contents content)
      throws GeneralSecurityException {
    ChunkerBenchmark benchmark = new ChunkerBenchmark();
    benchmark.content = content;
    benchmark.setUp();
    assertThat(benchmark.cut()).isBetween(8, 32);
    assertThat(benchmark.aesAlone()).isBetween(ChunkerBenchmark.BYTES / 2, ChunkerBenchmark.BYTES);
  }

  @ParameterizedTest
  @EnumSource
  void primitives_handle_as_many_bytes_as_sealing_does(Contents content)
      throws GeneralSecurityException {
    SealBenchmark benchmark = new SealBenchmark();
    benchmark.content = content;
    benchmark.setUp();
    OpenedObject opened = benchmark.open();
    assertThat(opened.plain()).hasSize(SealBenchmark.BYTES);
    assertThat((double) benchmark.seal().stored().length)
        .isBetween(benchmark.ciphertextBytes() * 1.0, benchmark.ciphertextBytes() * 1.12);
    assertThat(benchmark.sealPrimitives()).hasSize(32);
    byte[] sealedPlain = benchmark.plain();
    assertThat(benchmark.openPrimitives()).startsWith(sealedPlain);
  }

  @Test
  void text_shrinks_to_less_than_half() throws GeneralSecurityException {
    SealBenchmark benchmark = new SealBenchmark();
    benchmark.content = Contents.TEXT;
    benchmark.setUp();
    assertThat(benchmark.ciphertextBytes()).isLessThan(SealBenchmark.BYTES / 2);
  }

  @Test
  void new_objects_are_admitted_and_appended_and_everything_is_deleted()
      throws IOException, InterruptedException {
    PackWriteBenchmark benchmark = new PackWriteBenchmark();
    benchmark.setUp();
    benchmark.makeObjects();
    benchmark.admitAndForce();
    assertThat(benchmark.hashAppendAndForce()).isEqualTo(16);
    benchmark.tearDown();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void the_index_finds_what_is_kept_and_nothing_else() throws IOException {
    IndexBenchmark benchmark = new IndexBenchmark();
    benchmark.setUp();
    assertThat(benchmark.kept()).isNotNull();
    assertThat(benchmark.absent()).isNull();
    benchmark.tearDown();
    assertThat(Files.list(directory)).isEmpty();
  }

  @Test
  void edits_change_the_root() throws IOException {
    PathTreeBenchmark benchmark = new PathTreeBenchmark();
    benchmark.setUp();
    assertThat(benchmark.editOne()).isNotEqualTo(benchmark.root());
    assertThat(benchmark.editMany()).isNotEqualTo(benchmark.root());
  }
}
