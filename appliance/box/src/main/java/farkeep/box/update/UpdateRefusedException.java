package farkeep.box.update;

/// An update is not taken, and asking again is useless. The message is for the owner.
public final class UpdateRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  UpdateRefusedException(String message) {
    super(message);
  }
}
