package farkeep.web.http;

/// Why a request is not answered as it was meant, before anybody looks at what it asks for.
public enum Refusal {
  /// Asked by a name that is not ours.
  WRONG_HOST(421),
  /// A request that changes something, and does not come from our own page.
  FOREIGN(403),
  /// More requests than a second allows.
  TOO_MANY(429);

  private final int status;

  Refusal(int status) {
    this.status = status;
  }

  /// The HTTP status.
  public int status() {
    return status;
  }
}
