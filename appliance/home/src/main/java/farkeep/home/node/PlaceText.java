package farkeep.home.node;

import farkeep.home.engine.Folders;
import farkeep.home.engine.Folders.Folder;
import farkeep.home.posix.Shown;
import farkeep.vault.tree.ByteString;
import farkeep.vault.tree.TreePath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// Finds out which folder and path a place names.
final class PlaceText {
  private final Folders folders;

  PlaceText(Folders folders) {
    this.folders = folders;
  }

  /// A path of a folder of the vault.
  record Place(Folder folder, TreePath path) {}

  /// @param place `FOLDER`, `FOLDER:PATH`, or an absolute local path below a bound folder
  /// @throws NotFoundException the vault has no such folder
  /// @throws IllegalArgumentException the path is none
  Place parse(String place) throws NotFoundException {
    if (place.startsWith("/")) return local(place);
    int colon = place.indexOf(':');
    String name = colon < 0 ? place : place.substring(0, colon);
    byte[] path = ShownNames.bytes(colon < 0 ? "" : place.substring(colon + 1));
    return new Place(folder(name), path(path));
  }

  /// @throws NotFoundException the vault has no such folder; the message lists those it has
  Folder folder(String name) throws NotFoundException {
    return folders
        .named(name)
        .orElseThrow(() ->
            new NotFoundException(
                "no folder is called %s; there are: %s".formatted(name, names())));
  }

  private String names() {
    String all =
        folders.all().stream().map(it -> it.settings().name()).collect(Collectors.joining(", "));
    return all.isEmpty() ? "none; `farkeep add DIR` makes one" : all;
  }

  private Place local(String place) throws NotFoundException {
    byte[] wanted = ShownNames.bytes(place);
    for (Folder folder : folders.all()) {
      if (folder.binding().isEmpty()) continue;
      byte[] base = folder.binding().get().path();
      boolean inside =
          wanted.length >= base.length
              && Arrays.equals(wanted, 0, base.length, base, 0, base.length)
              && (wanted.length == base.length || wanted[base.length] == '/');
      if (inside) {
        byte[] rest = Arrays.copyOfRange(wanted, base.length, wanted.length);
        return new Place(folder, path(rest));
      }
    }
    throw new NotFoundException(
        "%s is below no folder of this device; there are: %s".formatted(Shown.of(wanted), names()));
  }

  private static TreePath path(byte[] slashed) {
    List<ByteString> names = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= slashed.length; i++) {
      if (i < slashed.length && slashed[i] != '/') continue;
      boolean itself = i - start == 1 && slashed[start] == '.';
      if (i > start && !itself) names.add(ByteString.of(slashed, start, i));
      start = i + 1;
    }
    return TreePath.of(names);
  }
}
