package farkeep.store.catalogue;

/// The catalogue's database failed. Nothing of value is lost: at its next start the box makes the
/// catalogue anew.
public class CatalogueException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param message what was asked, and what happens now
  /// @param cause what the database said
  public CatalogueException(String message, Throwable cause) {
    super(message, cause);
  }
}
