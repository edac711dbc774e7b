package farkeep.link.auth;

/// What a peer is. It does not depend on who dialled.
public enum Role {
  /// A home node.
  HOME(1),
  /// A box.
  BOX(2);

  private final int code;

  Role(int code) {
    this.code = code;
  }

  /// The byte that stands for it.
  int code() {
    return code;
  }

  /// What the peer of such a one is.
  public Role other() {
    return this == HOME ? BOX : HOME;
  }
}
