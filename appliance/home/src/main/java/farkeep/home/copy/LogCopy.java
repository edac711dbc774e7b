package farkeep.home.copy;

import farkeep.home.copy.LogFileCopy.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The entries of a log in a copy of a box's directory, oldest first. A log stands there twice, in
/// a file and in its twin: an entry counts when it is whole in either.
///
/// Byte by byte in `docs/format.md`, section *Pack*, *Log files*.
///
/// @param damagedAt where the first bytes are that are no whole entry in either file; none when all
///   are
record LogCopy(List<byte[]> entries, OptionalLong damagedAt) {
  private static final String TWINS = "twin";
  private static final byte[] CHAIN_START = new byte[32];

  /// Whether a directory has a log of this name, be it only the twin.
  static boolean exists(Path vault, String name) {
    return Files.exists(vault.resolve(name)) || Files.exists(vault.resolve(TWINS).resolve(name));
  }

  /// Reads a log.
  ///
  /// @throws IOException it can't be read, or a newer program has written it
  static LogCopy read(Path vault, String name) throws IOException {
    LogFileCopy first = LogFileCopy.read(vault.resolve(name));
    LogFileCopy twin = LogFileCopy.read(vault.resolve(TWINS).resolve(name));
    List<byte[]> entries = new ArrayList<>();
    OptionalLong damagedAt = OptionalLong.empty();
    byte[] chain = CHAIN_START;
    long number = 0;
    int end = 0;
    for (int at = 0; at < Math.max(first.size(), twin.size()); ) {
      Optional<Frame> frame = fitting(first, at, number, chain);
      if (frame.isEmpty()) frame = fitting(twin, at, number, chain);
      if (frame.isPresent()) {
        entries.add(frame.get().entry());
        chain = frame.get().chain();
        number = frame.get().number() + 1;
        at += frame.get().bytes();
        end = at;
        continue;
      }
      if (at == end) { // behind damage an entry's content may look like anything
        first.checkVersion(at);
        twin.checkVersion(at);
        if (at > 0 && twin.size() == at) break; // an append that the twin never got
      }
      if (damagedAt.isEmpty()) damagedAt = OptionalLong.of(at);
      at += LogFileCopy.ALIGNED_BYTES;
    }
    return new LogCopy(entries, damagedAt);
  }

  /// The frame at a place, if it is the one that is due, or a later one behind damage.
  private static Optional<Frame> fitting(LogFileCopy file, int at, long number, byte[] chain) {
    return file.frame(at)
        .filter(it -> it.number() == number ? it.follows(chain) : it.number() > number);
  }
}
