package farkeep.link.protocol;

import java.io.IOException;

/// The box answered a request with Failure or Refused; the session goes on.
public class FailureException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Failure.Code code;

  /// @param code what kind of failure, for programs
  /// @param reason in the box's words, for people
  public FailureException(Failure.Code code, String reason) {
    super(reason);
    this.code = code;
  }

  /// What kind of failure.
  public Failure.Code code() {
    return code;
  }
}
