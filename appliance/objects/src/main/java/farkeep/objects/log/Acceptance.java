package farkeep.objects.log;

import farkeep.objects.EntryHash;

/// What became of an entry offered to a [VaultLog].
public sealed interface Acceptance {
  /// It is in the log now.
  ///
  /// @param index its place, from 0
  record Accepted(int index) implements Acceptance {}

  /// It was in the log before.
  record Known() implements Acceptance {}

  /// It is not taken in.
  ///
  /// @param hash its hash
  /// @param reason for people: why not
  record Refused(EntryHash hash, String reason) implements Acceptance {}
}
