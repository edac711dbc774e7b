package farkeep.home.restore;

/// What the owner of a restore wants.
///
/// @param existing what happens to what is there already
/// @param owners whom files are given to
/// @param forceEach whether each file is durable before it gets its name; otherwise
///   [RestoreTarget#force] once at the end
public record RestoreRules(Existing existing, Owners owners, boolean forceEach) {
  /// Keeps what exists, owners by name, forced once at the end.
  public static final RestoreRules USUAL = new RestoreRules(Existing.KEEP, Owners.BY_NAME, false);

  /// What happens to what is there already.
  public enum Existing {
    /// It stays, and the caller is told.
    KEEP,
    /// It is replaced, files and links in one step; directories stay and get the entry's metadata.
    REPLACE
  }

  /// Whom files are given to.
  public enum Owners {
    /// The user and group of that name on this machine, or else of that number.
    BY_NAME,
    /// The user and group of that number.
    BY_NUMBER
  }
}
