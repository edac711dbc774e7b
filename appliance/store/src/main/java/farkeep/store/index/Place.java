package farkeep.store.index;

/// Where an object stands.
///
/// @param pack number of the pack
/// @param at where its record head begins, in bytes from the start of the pack
/// @param length bytes of the stored object
/// @param damaged whether its bytes were seen not to match its id
/// @param node whether it stands in a meta pack, and so may have children
public record Place(int pack, long at, int length, boolean damaged, boolean node) {
  /// The same, found to be damaged.
  public Place asDamaged() {
    return new Place(pack, at, length, true, node);
  }
}
