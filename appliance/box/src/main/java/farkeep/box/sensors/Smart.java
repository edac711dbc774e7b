package farkeep.box.sensors;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Asks disks how they are, through smartctl. A disk that sleeps is not woken.
public final class Smart implements SmartSource {
  /// How long smartctl may take.
  public static final Duration WITHIN = Duration.ofSeconds(30);

  /// Bytes that smartctl may print; the longest reports of real disks have some 60 kB.
  public static final int PRINTED_BYTES_MAX = 1 << 20;

  /// Where Debian has it.
  public static final Path PROGRAM = Path.of("/usr/sbin/smartctl");

  private final Path program;
  private final Duration within;

  /// @param program [#PROGRAM], another in tests
  /// @param within [#WITHIN]
  public Smart(Path program, Duration within) {
    this.program = program;
    this.within = within;
  }

  @Override
  public SmartAnswer ask(String device) {
    try {
      return answer(
          new ProcessBuilder(program.toString(), "--json", "--nocheck=standby", "--all", device)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start());
    } catch (IOException e) {
      return new SmartAnswer.Absent("smartctl can't be run: " + e.getMessage());
    }
  }

  private SmartAnswer answer(Process process) throws IOException {
    // Killed by the clock, it closes what is read here, and the reading ends. Ended by itself it
    // must
    // be left alone: killing it would throw away what was printed and not read yet.
    var _ =
        process
            .onExit()
            .orTimeout(within.toNanos(), TimeUnit.NANOSECONDS)
            .whenComplete((_, late) -> {
              if (late != null) kill(process);
            });
    try (InputStream printed = process.getInputStream()) {
      byte[] bytes = printed.readNBytes(PRINTED_BYTES_MAX);
      if (bytes.length == PRINTED_BYTES_MAX) {
        return new SmartAnswer.Absent("smartctl printed more than " + PRINTED_BYTES_MAX + " bytes");
      }
      return bytes.length == 0
          ? new SmartAnswer.Absent("smartctl printed nothing within " + within.toSeconds() + " s")
          : SmartJson.parse(bytes);
    } finally {
      kill(process);
    }
  }

  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
