package farkeep.store.pack;

import farkeep.objects.port.Disk;
import farkeep.objects.port.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;

/// The pack files of one vault: `packs/00/0000000000000123.pk`, 1,024 numbers a directory, numbers
/// in hexadecimal.
public final class PackFiles {
  private static final String ENDING = ".pk";
  private static final String NEW_ENDING = ".new";
  private static final int NUMBERS_A_DIRECTORY_LOG2 = 10;

  private final Disk disk;
  private final String root;

  /// @param vaultDirectory the vault's directory on the disk; exists
  public PackFiles(Disk disk, String vaultDirectory) {
    this.disk = disk;
    this.root = vaultDirectory + "/packs";
  }

  /// The numbers of all packs, ascending. Packs that a crash left half made are removed.
  public List<Integer> list() throws IOException {
    List<Integer> numbers = new ArrayList<>();
    for (String shard : disk.list(root)) {
      for (String name : disk.list(root + "/" + shard)) {
        if (name.endsWith(NEW_ENDING)) disk.delete(root + "/" + shard + "/" + name);
        else if (name.matches("[0-9a-f]{16}\\.pk"))
          numbers.add((int) HexFormat.fromHexDigitsToLong(name, 0, 16));
      }
    }
    return numbers.stream().sorted().toList();
  }

  /// Refuses a vault with packs that this program does not know how to read or go on with.
  ///
  /// @throws UnknownVersionException a whole header names another version; nothing was changed
  public void checkVersions(Collection<Integer> numbers) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(PackFormat.HEADER_BYTES);
    for (int number : numbers) {
      try (DiskFile file = open(number, Disk.Access.READ)) {
        file.read(0, header.clear());
      }
      OptionalInt found = PackHeader.version(header.flip());
      if (found.isPresent() && found.getAsInt() != PackFormat.VERSION) {
        throw new UnknownVersionException(name(number), found.getAsInt(), PackFormat.VERSION);
      }
    }
  }

  /// Makes a pack with nothing but its header; name and header are durable on return.
  public DiskFile create(PackHeader header) throws IOException {
    String shard = shard(header.number());
    disk.makeDirectories(shard);
    // also where it was there: a process that was killed may have made it and no more
    disk.forceDirectory(root.substring(0, root.lastIndexOf('/')));
    disk.forceDirectory(root);
    String name = name(header.number());
    String made = name + NEW_ENDING;
    if (disk.exists(made)) disk.delete(made);
    DiskFile file = disk.create(made);
    try {
      file.write(0, header.encode());
      file.force();
      disk.rename(made, name);
      disk.forceDirectory(shard);
      return file;
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /// Opens a pack that exists.
  public DiskFile open(int number, Disk.Access access) throws IOException {
    return disk.open(name(number), access);
  }

  /// Removes a pack for good.
  public void delete(int number) throws IOException {
    disk.delete(name(number));
    disk.forceDirectory(shard(number));
  }

  /// Moves a pack out of the way.
  ///
  /// @param target where it goes, on the same disk; its directory exists
  public void moveTo(int number, String target) throws IOException {
    disk.rename(name(number), target);
    disk.forceDirectory(target.substring(0, target.lastIndexOf('/')));
    disk.forceDirectory(shard(number));
  }

  private String shard(int number) {
    return root + "/" + HexFormat.of().toHexDigits((byte) (number >> NUMBERS_A_DIRECTORY_LOG2));
  }

  private String name(int number) {
    return shard(number) + "/" + HexFormat.of().toHexDigits((long) number) + ENDING;
  }
}
