package farkeep.vault.keys;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The printed form of a recovery sheet: Crockford's base 32 in groups of 7 characters, of which
/// the last checks the six before it and the group's place. So a wrong character is found, and
/// where.
final class SheetCode {
  /// Characters of a group.
  static final int GROUP_CHARACTERS = 7;

  private static final int DATA_CHARACTERS = GROUP_CHARACTERS - 1;
  private static final int BITS = 5;
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  // x^5 + x^2 + 1: multiplying by x walks through all 31 elements but 0.
  private static final int POLYNOMIAL = 0b100101;

  private SheetCode() {}

  /// @param bytes a multiple of 15 bits long in all, so that groups are full
  static List<String> encode(byte[] bytes) {
    List<String> groups = new ArrayList<>();
    for (int group = 0; group * DATA_CHARACTERS * BITS < bytes.length * 8; group++) {
      StringBuilder text = new StringBuilder();
      int[] symbols = new int[DATA_CHARACTERS];
      for (int i = 0; i < DATA_CHARACTERS; i++) {
        symbols[i] = bits(bytes, (group * DATA_CHARACTERS + i) * BITS);
        text.append(ALPHABET.charAt(symbols[i]));
      }
      groups.add(text.append(ALPHABET.charAt(check(symbols, group))).toString());
    }
    return groups;
  }

  /// @param text as somebody typed it: any case, spaces and hyphens where they like, O for 0, I or
  ///   L for 1
  /// @param byteCount how many bytes are wanted
  /// @throws WrongSheetException naming the first group that is wrong
  static byte[] decode(String text, int byteCount) {
    List<String> groups = groups(text, byteCount * 8 / (DATA_CHARACTERS * BITS));
    byte[] bytes = new byte[byteCount];
    for (int group = 0; group < groups.size(); group++) {
      int[] symbols = symbols(groups.get(group), group);
      for (int i = 0; i < DATA_CHARACTERS; i++) {
        put(bytes, (group * DATA_CHARACTERS + i) * BITS, symbols[i]);
      }
    }
    return bytes;
  }

  private static List<String> groups(String text, int wanted) {
    List<String> typed = new ArrayList<>();
    for (String part : text.toUpperCase(Locale.ROOT).split("[\\s-]+")) {
      if (!part.isEmpty()) typed.add(part);
    }
    if (typed.size() != wanted) {
      String joined = String.join("", typed);
      typed.clear();
      for (int at = 0; at < joined.length(); at += GROUP_CHARACTERS) {
        typed.add(joined.substring(at, Math.min(joined.length(), at + GROUP_CHARACTERS)));
      }
    }
    for (int group = 0; group < Math.min(wanted, typed.size()); group++) {
      symbols(typed.get(group), group);
    }
    if (typed.size() < wanted) {
      throw new WrongSheetException(
          typed.size() + 1,
          "is missing: there are %d of %d groups".formatted(typed.size(), wanted));
    }
    if (typed.size() > wanted) {
      throw new WrongSheetException(
          wanted + 1, "is one too many: a sheet has %d groups".formatted(wanted));
    }
    return typed;
  }

  private static int[] symbols(String group, int place) {
    if (group.length() != GROUP_CHARACTERS) {
      throw new WrongSheetException(
          place + 1, "has %d characters; 7 are wanted".formatted(group.length()));
    }
    int[] symbols = new int[DATA_CHARACTERS];
    for (int i = 0; i < DATA_CHARACTERS; i++) symbols[i] = symbol(group.charAt(i), place);
    if (check(symbols, place) != symbol(group.charAt(DATA_CHARACTERS), place)) {
      throw new WrongSheetException(place + 1, "has a typing error, or is not in its place");
    }
    return symbols;
  }

  private static int symbol(char typed, int place) {
    char read =
        switch (typed) {
          case 'O' -> '0';
          case 'I', 'L' -> '1';
          default -> typed;
        };
    int symbol = ALPHABET.indexOf(read);
    if (symbol < 0) {
      throw new WrongSheetException(
          place + 1, "has the character \"%c\", which no sheet has".formatted(typed));
    }
    return symbol;
  }

  /// A weighted sum over GF(32): the weights differ and none is 0, so every single wrong character
  /// and every swap of two shows; the place is added so that swapped groups show as well.
  private static int check(int[] symbols, int place) {
    int sum = place + 1;
    int weight = 1;
    for (int symbol : symbols) {
      weight = times(weight, 2);
      sum ^= times(weight, symbol);
    }
    return sum;
  }

  private static int times(int a, int b) {
    int product = 0;
    int shifted = a;
    for (int rest = b; rest != 0; rest >>>= 1) {
      if ((rest & 1) != 0) product ^= shifted;
      shifted <<= 1;
      if ((shifted & 32) != 0) shifted ^= POLYNOMIAL;
    }
    return product;
  }

  private static int bits(byte[] bytes, int at) {
    int value = 0;
    for (int bit = at; bit < at + BITS; bit++) {
      value = value << 1 | bytes[bit / 8] >>> 7 - bit % 8 & 1;
    }
    return value;
  }

  private static void put(byte[] bytes, int at, int value) {
    for (int i = 0; i < BITS; i++) {
      int bit = at + i;
      bytes[bit / 8] |= (byte) ((value >>> BITS - 1 - i & 1) << 7 - bit % 8);
    }
  }
}
