package farkeep.store.pack;

import java.io.IOException;

/// A file whose format a newer program has written. It is left as it is: what is unknown can be
/// neither read nor gone on with.
public final class UnknownVersionException extends IOException {
  private static final long serialVersionUID = 1L;

  /// @param file its name in the data directory
  /// @param found the version that it names
  /// @param known the version that this program knows
  public UnknownVersionException(String file, int found, int known) {
    super(
        "%s has format version %d; this program knows version %d: update farkeep-box and start it again; the file was left as it is"
            .formatted(file, found, known));
  }
}
