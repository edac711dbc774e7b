package farkeep.home.replicate;

import static java.util.Objects.requireNonNull;

import farkeep.objects.ObjectId;

/// An object on its way to a box.
///
/// @param id the SHA-256 of `stored`
/// @param stored header, tag and ciphertext; not copied, not to be changed
/// @param landed called once the box has said that it is durable; must return at once
public record Flight(ObjectId id, byte[] stored, Runnable landed) {
  /// Checks that nothing is null.
  public Flight {
    requireNonNull(id);
    requireNonNull(landed);
  }

  int bytes() {
    return stored.length;
  }
}
