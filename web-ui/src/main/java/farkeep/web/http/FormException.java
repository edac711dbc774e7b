package farkeep.web.http;

/// A form can't be read. The message is for the log of whoever asked, in English, without the
/// form's content.
public final class FormException extends Exception {
  private static final long serialVersionUID = 1;
  private final int status;

  FormException(int status, String message) {
    super(message);
    this.status = status;
  }

  /// The HTTP status to answer with.
  public int status() {
    return status;
  }
}
