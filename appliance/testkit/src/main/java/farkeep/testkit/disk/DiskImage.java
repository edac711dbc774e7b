package farkeep.testkit.disk;

import farkeep.testkit.disk.DiskOperation.Create;
import farkeep.testkit.disk.DiskOperation.Delete;
import farkeep.testkit.disk.DiskOperation.FailedForce;
import farkeep.testkit.disk.DiskOperation.Force;
import farkeep.testkit.disk.DiskOperation.ForceDirectory;
import farkeep.testkit.disk.DiskOperation.MakeDirectory;
import farkeep.testkit.disk.DiskOperation.Rename;
import farkeep.testkit.disk.DiskOperation.Truncate;
import farkeep.testkit.disk.DiskOperation.Write;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// All of a simulated disk: names and contents, as they are read and as they would survive.
final class DiskImage {
  private final Map<Integer, FileImage> files = new HashMap<>();
  private final TreeMap<String, Integer> names = new TreeMap<>();
  private final TreeMap<String, Integer> durableNames = new TreeMap<>();
  private final Map<String, List<DiskOperation>> unforcedNames = new TreeMap<>();
  private int made;

  void apply(DiskOperation operation) {
    switch (operation) {
      case Create(String name, int file) -> make(name, file, false, operation);
      case MakeDirectory(String name, int file) -> make(name, file, true, operation);
      case Rename(String _, String to) -> rename(to, operation);
      case Delete(String name) -> {
        names.remove(name);
        unforced(name).add(operation);
      }
      case ForceDirectory(String directory) -> {
        List<DiskOperation> forced = unforcedNames.remove(directory);
        if (forced != null) forced.forEach(each -> changeName(durableNames, each));
        forgetUnnamed();
      }
      case Write(int file, long _, byte[] _) -> file(file).change(operation);
      case Truncate(int file, long _) -> file(file).change(operation);
      case Force(int file) -> file(file).force();
      case FailedForce(int file) -> file(file).failForce();
    }
  }

  private void make(String name, int file, boolean directory, DiskOperation operation) {
    files.put(file, new FileImage(directory));
    names.put(name, file);
    unforced(name).add(operation);
    made = Math.max(made, file);
  }

  private void rename(String to, DiskOperation operation) {
    changeName(names, operation);
    unforced(to).add(operation);
  }

  private static void changeName(TreeMap<String, Integer> names, DiskOperation operation) {
    switch (operation) {
      case Create(String name, int file) -> names.put(name, file);
      case MakeDirectory(String name, int file) -> names.put(name, file);
      case Delete(String name) -> names.remove(name);
      case Rename(String from, String to) -> {
        Integer file = names.remove(from);
        if (file != null) names.put(to, file);
        TreeMap<String, Integer> below = new TreeMap<>(names.subMap(from + "/", from + "0"));
        below.forEach((name, each) -> {
          names.remove(name);
          names.put(to + name.substring(from.length()), each);
        });
      }
      default -> throw new IllegalArgumentException("changes no name: " + operation);
    }
  }

  private List<DiskOperation> unforced(String name) {
    return unforcedNames.computeIfAbsent(directoryOf(name), _ -> new ArrayList<>());
  }

  static String directoryOf(String name) {
    return name.substring(0, Math.max(0, name.lastIndexOf('/')));
  }

  /// Frees the content of files that no crash can bring back, once there are many.
  private void forgetUnnamed() {
    if (files.size() < 64 + 2 * names.size() || !unforcedNames.isEmpty()) return;
    files
        .keySet()
        .removeIf(file -> !names.containsValue(file) && !durableNames.containsValue(file));
  }

  /// The number for a new file.
  int nextFile() {
    return made + 1;
  }

  @Nullable Integer number(String name) {
    return names.get(name);
  }

  boolean isDirectory(String name) {
    Integer file = names.get(name);
    return name.isEmpty() || file != null && file(file).directory;
  }

  /// The names right below a directory, ascending.
  List<String> list(String directory) {
    String start = directory.isEmpty() ? "" : directory + "/";
    return names.tailMap(start).keySet().stream()
        .takeWhile(name -> name.startsWith(start))
        .map(name -> name.substring(start.length()))
        .filter(name -> !name.isEmpty() && name.indexOf('/') < 0)
        .toList();
  }

  /// The file of a number that has a name, or had one when it was opened.
  FileImage file(int number) {
    FileImage file = files.get(number);
    if (file == null) throw new IllegalStateException("file " + number + " was forgotten");
    return file;
  }

  /// Bytes of all files that have a name.
  long usedBytes() {
    return names.values().stream().mapToLong(file -> file(file).size()).sum();
  }

  /// What a power cut now would leave; this image stays as it is.
  DiskImage crashed(long seed) {
    CrashChance chance = new CrashChance(seed);
    TreeMap<String, Integer> left = new TreeMap<>(durableNames);
    for (List<DiskOperation> changes : unforcedNames.values()) {
      changes.subList(0, chance.survivors(changes.size())).forEach(each -> changeName(left, each));
    }
    DiskImage after = new DiskImage();
    after.made = made;
    left.forEach((name, file) -> {
      String directory = directoryOf(name);
      if (!directory.isEmpty() && !after.names.containsKey(directory)) return;
      after.names.put(name, file);
      after.files.put(file, file(file).crashed(chance));
    });
    after.durableNames.putAll(after.names);
    return after;
  }
}
