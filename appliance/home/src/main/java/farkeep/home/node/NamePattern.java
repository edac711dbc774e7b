package farkeep.home.node;

import farkeep.vault.tree.ByteString;

/// A pattern for one name: `*` stands for any bytes, `?` for one UTF-8 character or one byte that
/// is none.
final class NamePattern {
  private final byte[] pattern;

  /// @param shown the pattern, with names' escapes
  NamePattern(String shown) {
    this.pattern = ShownNames.bytes(shown);
  }

  /// Whether a name fits. Its cost is bounded by the product of both lengths.
  boolean fits(ByteString name) {
    int at = 0;
    int in = 0;
    int star = -1;
    int retry = 0;
    while (in < name.length()) {
      if (at < pattern.length && pattern[at] == '*') {
        star = at++;
        retry = in;
      } else if (at < pattern.length && pattern[at] == '?') {
        at++;
        in += characterBytes(name, in);
      } else if (at < pattern.length && (pattern[at] & 0xff) == name.at(in)) {
        at++;
        in++;
      } else if (star >= 0) {
        at = star + 1;
        in = ++retry;
      } else {
        return false;
      }
    }
    while (at < pattern.length && pattern[at] == '*') at++;
    return at == pattern.length;
  }

  private static int characterBytes(ByteString name, int at) {
    int first = name.at(at);
    int wanted = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1;
    if (at + wanted > name.length()) return 1;
    for (int i = 1; i < wanted; i++) {
      if ((name.at(at + i) & 0xc0) != 0x80) return 1;
    }
    return wanted;
  }
}
