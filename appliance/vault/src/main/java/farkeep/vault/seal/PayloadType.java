package farkeep.vault.seal;

import farkeep.objects.MalformedObjectException;
import farkeep.objects.ObjectHeader;

/// What a payload is. The code is its first byte.
public enum PayloadType {
  /// A chunk whose bytes are all there.
  FULL(1),
  /// A chunk made from pieces of other chunks.
  PATCH(2),
  /// A node of a path tree or file tree.
  NODE(3),
  /// The sealed part of a snapshot or share.
  RECORD(4);

  /// Chunks that one PATCH takes pieces from.
  public static final int BASES_MAX = 4;

  private final int code;

  PayloadType(int code) {
    this.code = code;
  }

  /// The byte that stands for it.
  public int code() {
    return code;
  }

  /// @throws MalformedObjectException no type has this code
  static PayloadType ofCode(int code) {
    for (PayloadType type : values()) if (type.code == code) return type;
    throw new MalformedObjectException(
        "payload: type " + code + " is unknown; 1 to 4 are known: update Farkeep");
  }

  /// Refuses a type that this header can't have: what a box can see must not disagree with what is
  /// sealed.
  ///
  /// @throws MalformedObjectException they disagree
  void requireFits(ObjectHeader header) {
    int children = header.children().size();
    boolean fits =
        switch (header.kind()) {
          case CHUNK ->
              header.clear().length == 0
                  && (this == FULL && header.level() == 0 && children == 0
                      || this == PATCH
                          && header.level() == 1
                          && children >= 1
                          && children <= BASES_MAX);
          case FILE_NODE, PATH_NODE -> this == NODE && header.clear().length == 0;
          case SNAPSHOT, SHARE -> this == RECORD;
        };
    if (!fits) {
      throw new MalformedObjectException(
          "payload: %s does not fit to a %s of level %d with %d children and %d B clear"
              .formatted(this, header.kind(), header.level(), children, header.clear().length));
    }
  }
}
