package farkeep.vault.tree;

import farkeep.objects.Limits;
import java.util.ArrayList;
import java.util.List;

/// A path inside a folder, as the key of its tree: names joined by NUL, at most
/// [Limits#PATH_BYTES_MAX] bytes. Empty is the folder's own directory.
///
/// Ordered as unsigned bytes. NUL is the lowest, so a directory stands right before what it holds.
///
/// @param key the joined names
public record TreePath(ByteString key) implements Comparable<TreePath> {
  /// The folder's own directory.
  public static final TreePath ROOT = new TreePath(ByteString.EMPTY);

  private static final ByteString SEPARATOR = ByteString.of(new byte[] {0});

  /// @throws IllegalArgumentException longer than [Limits#PATH_BYTES_MAX], or a name that is empty,
  ///   `.`, `..`, longer than [Limits#NAME_BYTES_MAX] or holds a slash
  public TreePath {
    if (key.length() > Limits.PATH_BYTES_MAX) {
      throw new IllegalArgumentException(
          "a path of " + key.length() + " B; at most " + Limits.PATH_BYTES_MAX);
    }
    if (!key.isEmpty()) checkNames(key);
  }

  private static void checkNames(ByteString key) {
    int start = 0;
    for (int i = 0; i <= key.length(); i++) {
      int value = i == key.length() ? 0 : key.at(i);
      if (value == '/') throw new IllegalArgumentException("a name with a slash at byte " + i);
      if (value != 0) continue;
      int length = i - start;
      boolean dots = length > 0 && length <= 2 && key.at(start) == '.' && key.at(i - 1) == '.';
      if (length == 0 || length > Limits.NAME_BYTES_MAX || dots) {
        throw new IllegalArgumentException(
            "a name of %d B at byte %d%s; 1 to %d, not . or .."
                .formatted(length, start, dots ? " made of dots" : "", Limits.NAME_BYTES_MAX));
      }
      start = i + 1;
    }
  }

  /// @param names from the folder's directory down, each valid
  /// @throws IllegalArgumentException as for the constructor
  public static TreePath of(List<ByteString> names) {
    TreePath path = ROOT;
    for (ByteString name : names) path = path.child(name);
    return path;
  }

  /// @param text names joined by slashes, as UTF-8; empty is the folder's own directory
  /// @throws IllegalArgumentException as for the constructor
  public static TreePath ofText(String text) {
    TreePath path = ROOT;
    if (text.isEmpty()) return path;
    for (String name : text.split("/", -1)) path = path.child(ByteString.ofText(name));
    return path;
  }

  /// What is called `name` in this directory.
  ///
  /// @throws IllegalArgumentException as for the constructor, or the name holds NUL
  public TreePath child(ByteString name) {
    if (name.indexOf(0, 0) >= 0 || name.isEmpty()) {
      throw new IllegalArgumentException("a name that is empty or holds NUL");
    }
    return new TreePath(isRoot() ? name : key.plus(SEPARATOR).plus(name));
  }

  /// The directory this is in.
  ///
  /// @throws IllegalStateException this is the folder's own directory
  public TreePath parent() {
    if (isRoot()) throw new IllegalStateException("the folder's own directory has no parent in it");
    int last = key.lastIndexOf(0);
    return last < 0 ? ROOT : new TreePath(key.part(0, last));
  }

  /// The last name; empty for the folder's own directory.
  public ByteString name() {
    return key.part(key.lastIndexOf(0) + 1, key.length());
  }

  /// All names, from the folder's directory down.
  public List<ByteString> names() {
    List<ByteString> names = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= key.length() && !isRoot(); i++) {
      if (i < key.length() && key.at(i) != 0) continue;
      names.add(key.part(start, i));
      start = i + 1;
    }
    return names;
  }

  /// Whether this is the folder's own directory.
  public boolean isRoot() {
    return key.isEmpty();
  }

  /// Whether this is somewhere below `directory`, at any depth; not the directory itself.
  public boolean isBelow(TreePath directory) {
    if (directory.isRoot()) return !isRoot();
    int length = directory.key.length();
    return key.length() > length && key.at(length) == 0 && key.startsWith(directory.key);
  }

  @Override
  public int compareTo(TreePath other) {
    return key.compareTo(other.key);
  }

  /// The names joined by slashes, for people.
  @Override
  public String toString() {
    return key.toString().replace('\0', '/');
  }
}
