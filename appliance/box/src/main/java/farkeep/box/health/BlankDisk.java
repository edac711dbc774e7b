package farkeep.box.health;

/// A disk with nothing on it that could take the place of the card.
///
/// @param id what tells it from others: 64 hexadecimal digits
/// @param bytes its size
/// @param model what its maker calls it; may be empty
public record BlankDisk(String id, long bytes, String model) {}
