package farkeep.home.outage;

/// What happens at the address of a box that does not answer as one.
public enum Knock {
  /// Some machine answers there.
  ANSWERED,
  /// Nothing answers.
  SILENT,
  /// A router on the way says that it can't be reached.
  NO_WAY,
  /// Its name leads nowhere.
  NO_NAME,
  /// Another machine has the address.
  STRANGER,
  /// No address is known: the box dials home.
  NO_ADDRESS
}
