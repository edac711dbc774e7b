package farkeep.store;

/// Something a store did or found by itself, for the event log.
///
/// @param what the kind of thing
/// @param sentence one plain sentence with the figures; no key and no path of a user
public record StoreEvent(What what, String sentence) {
  /// The kinds.
  public enum What {
    /// Never acknowledged bytes behind the last commit were moved to the quarantine.
    TAIL_QUARANTINED,
    /// Bytes of a pack or log that were acknowledged are no longer what they were.
    DAMAGE_FOUND,
    /// Bytes of a log were damaged and made anew from its twin: nothing is lost.
    DAMAGE_MENDED,
    /// A pack could not be read at all and was moved to the quarantine.
    PACK_QUARANTINED,
    /// The index was made anew from the packs.
    INDEX_REBUILT,
    /// The catalogue was made anew from packs and logs.
    CATALOGUE_REBUILT,
    /// The store takes no more writes.
    STORE_FAILED,
    /// A pack could not be sealed now; it stays readable and is sealed later.
    SEALING_POSTPONED,
    /// A log has no whole twin, and there is no room to make one; it is made before the next entry.
    MENDING_POSTPONED
  }
}
