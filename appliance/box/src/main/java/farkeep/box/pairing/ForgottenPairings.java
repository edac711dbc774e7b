package farkeep.box.pairing;

import farkeep.box.identity.TwinFile;
import farkeep.objects.FieldReader;
import farkeep.objects.FieldWriter;
import farkeep.objects.MalformedObjectException;
import farkeep.objects.PeerId;
import farkeep.objects.port.Disk;
import farkeep.objects.port.Tasks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/// Devices that are let in no more because somebody at the box forgot its pairings, until each is
/// paired again. Vault logs say who belongs to a vault, and nobody here can change that; this says
/// whom the box lets in. Safe for many threads.
public final class ForgottenPairings {
  /// The file, beside the box's identity.
  public static final String FILE = "pairings.forgotten";

  /// Devices of all vaults of a box: more entries than their logs can hold.
  public static final int DEVICES_MAX = 1 << 16;

  private static final String MAGIC = "FKF";
  private static final int VERSION = 1;
  private static final int HEAD_BYTES = 3 + 1 + 4;

  private final TwinFile file;
  private final Tasks.Monitor monitor;
  private final Set<PeerId> forgotten = new TreeSet<>();
  private final boolean damaged;

  /// Reads the file; where there is none, nothing was forgotten.
  ///
  /// @param told hears what was damaged
  /// @throws IOException the device failed
  public ForgottenPairings(Tasks tasks, Disk disk, Consumer<String> told) throws IOException {
    this.file = new TwinFile(disk, FILE, HEAD_BYTES + DEVICES_MAX * 32);
    this.monitor = tasks.monitor();
    this.damaged = !read(told);
  }

  private boolean read(Consumer<String> told) throws IOException {
    try {
      FieldReader in = new FieldReader(FILE, file.read(told).orElseGet(() -> encode(Set.of())));
      in.expect("magic", MAGIC.getBytes(StandardCharsets.US_ASCII));
      in.version(VERSION);
      int count = in.u32("devices", DEVICES_MAX);
      for (int i = 0; i < count; i++) forgotten.add(new PeerId(in.bytes32("device")));
      in.end();
      return true;
    } catch (TwinFile.LostException | MalformedObjectException _) {
      return false;
    }
  }

  private static byte[] encode(Set<PeerId> devices) {
    FieldWriter out = new FieldWriter().ascii(MAGIC).u8(VERSION).u32(devices.size());
    devices.forEach(device -> out.bytes(device.bytes()));
    return out.done();
  }

  /// Whether it can't be known any more who was forgotten: then all have to be.
  public boolean damaged() {
    return damaged;
  }

  /// Whether a device has to be paired again before it is let in.
  public boolean contains(PeerId device) {
    try (Tasks.Inside _ = monitor.inside()) {
      return forgotten.contains(device);
    }
  }

  /// Forgets the pairings of these devices, and of no others; durable when this returns.
  ///
  /// @param devices all that are known
  /// @throws IOException the device failed; nothing has changed
  public void forget(Collection<PeerId> devices) throws IOException {
    try (Tasks.Inside _ = monitor.inside()) {
      keep(new TreeSet<>(devices));
    }
  }

  /// Lets a device in again: it was paired; durable when this returns.
  ///
  /// @throws IOException the device failed; it is not let in
  public void welcome(PeerId device) throws IOException {
    try (Tasks.Inside _ = monitor.inside()) {
      if (!forgotten.contains(device)) return;
      Set<PeerId> left = new TreeSet<>(forgotten);
      left.remove(device);
      keep(left);
    }
  }

  private void keep(Set<PeerId> devices) throws IOException {
    file.write(encode(devices));
    forgotten.clear();
    forgotten.addAll(devices);
  }
}
