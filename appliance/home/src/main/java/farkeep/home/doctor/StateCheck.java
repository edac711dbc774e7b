package farkeep.home.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/// Looks at the state directory from outside, before anything is opened: whether it is there, its
/// owner's alone, and has room.
public final class StateCheck {
  /// Below this the state, which grows with the files that are watched, may not fit.
  static final long FREE_BYTES_MIN = 256L << 20;

  private static final String WHAT = "state";
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.complementOf(
          EnumSet.of(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.OWNER_EXECUTE));

  private static final String FOUND_ONE =
      "found one with `farkeep init`, or get yours back with `farkeep recover`";

  private static final String RECOVER =
      "move the directory away and get the vault back with `farkeep recover`";

  private final Path state;
  private final Findings findings;

  /// @param state the state directory
  public StateCheck(Path state, Findings findings) {
    this.state = state;
    this.findings = findings;
  }

  /// Looks.
  ///
  /// @return whether there is a vault that can be opened
  public boolean look() throws IOException {
    if (!Files.isDirectory(state)) {
      findings.wrong(WHAT, state.toString(), "there is no vault", FOUND_ONE);
      return false;
    }
    if (!Files.isReadable(state) || !Files.isWritable(state) || !Files.isExecutable(state)) {
      findings.wrong(
          WHAT,
          state.toString(),
          "belongs to %s with mode %s, and this user may not use it"
              .formatted(Files.getOwner(state), mode(state)),
          "run farkeep as that user, or name another directory with --state");
      return false;
    }
    boolean founded = secret("device.key", "this device's key") & secret("vault.log", "the vault");
    directoryMode();
    room();
    return founded;
  }

  private void directoryMode() throws IOException {
    if (isOthers(state)) {
      findings.hint(
          WHAT,
          state.toString(),
          "has mode %s; others may look into it".formatted(mode(state)),
          "chmod 700 " + state);
    } else {
      findings.ok(WHAT, state.toString(), "is its owner's alone");
    }
  }

  private boolean secret(String name, String what) throws IOException {
    Path file = state.resolve(name);
    try {
      if (!Files.isReadable(file) && Files.exists(file)) {
        findings.wrong(
            "key",
            file.toString(),
            "%s can't be read: it belongs to %s with mode %s"
                .formatted(what, Files.getOwner(file), mode(file)),
            "give it back to this user: chown $USER " + file);
        return false;
      }
      if (Files.size(file) == 0) {
        findings.wrong("key", file.toString(), what + " has 0 bytes", RECOVER);
        return false;
      }
      if (isOthers(file)) {
        findings.wrong(
            "key",
            file.toString(),
            "has mode %s: others may read %s".formatted(mode(file), what),
            "chmod 600 " + file);
      } else {
        findings.ok(
            "key", file.toString(), "%d bytes, its owner's alone".formatted(Files.size(file)));
      }
      return true;
    } catch (NoSuchFileException e) {
      findings.wrong("key", file.toString(), what + " is not there", FOUND_ONE);
      return false;
    }
  }

  private void room() throws IOException {
    long free = state.toFile().getUsableSpace();
    String said = "%d MiB free".formatted(free >> 20);
    if (free < FREE_BYTES_MIN) {
      findings.wrong(
          "disk",
          state.toString(),
          said + ", and %d MiB are wanted".formatted(FREE_BYTES_MIN >> 20),
          "make room: without it farkeep can't remember what it has sent");
    } else {
      findings.ok("disk", state.toString(), said);
    }
  }

  private static boolean isOthers(Path path) throws IOException {
    Set<PosixFilePermission> mode = EnumSet.noneOf(PosixFilePermission.class);
    mode.addAll(Files.getPosixFilePermissions(path));
    mode.retainAll(OTHERS);
    return !mode.isEmpty();
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
