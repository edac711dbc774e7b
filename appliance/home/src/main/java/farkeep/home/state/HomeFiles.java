package farkeep.home.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import farkeep.objects.FieldReader;
import farkeep.objects.FieldWriter;
import farkeep.objects.MalformedObjectException;
import farkeep.objects.VaultId;
import farkeep.objects.log.Acceptance;
import farkeep.objects.log.VaultLog;
import farkeep.objects.log.VaultLogEntry;
import farkeep.vault.keys.DeviceKeyFile;
import farkeep.vault.keys.DeviceKeys;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// The small files of a home's state: its keys, its copy of the vault log, its settings.
public final class HomeFiles {
  private static final String DEVICE_KEY = "device.key";
  private static final String VAULT_LOG = "vault.log";
  private static final String SETTINGS = "settings.json";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final char[] NO_PASSPHRASE = {};

  private final StateDirectory directory;

  /// @param directory where they lie
  public HomeFiles(StateDirectory directory) {
    this.directory = directory;
  }

  /// Which local directories are bound to which folders.
  public record Settings(List<Bound> folders) {
    /// Copies the list.
    public Settings {
      folders = List.copyOf(folders);
    }
  }

  /// One binding.
  ///
  /// @param tag 32 hexadecimal digits
  /// @param path absolute, as the kernel has it; base64 in the file
  public record Bound(String tag, byte[] path) {}

  /// Whether a vault was founded or recovered here.
  public boolean exist() throws IOException {
    return directory.read(DEVICE_KEY).isPresent() && directory.read(VAULT_LOG).isPresent();
  }

  /// This device's keys.
  ///
  /// @throws IOException there is none, or it can't be read
  public DeviceKeys readDevice() throws IOException {
    byte[] file = directory.read(DEVICE_KEY).orElseThrow(this::notFounded);
    try {
      return DeviceKeyFile.decode(file, NO_PASSPHRASE);
    } catch (MalformedObjectException e) {
      throw new IOException("device key in %s: %s".formatted(directory.path(), e.getMessage()), e);
    }
  }

  /// Replaces this device's keys.
  public void writeDevice(DeviceKeys device) throws IOException {
    directory.write(DEVICE_KEY, DeviceKeyFile.encode(device));
  }

  /// The vault log as this device has it.
  ///
  /// @throws IOException there is none, or it is damaged
  public VaultLog readLog() throws IOException {
    byte[] file = directory.read(VAULT_LOG).orElseThrow(this::notFounded);
    try {
      return log(file);
    } catch (MalformedObjectException e) {
      throw new IOException(
          "vault log in %s is damaged (%s); recover this home with `farkeep recover`"
              .formatted(directory.path(), e.getMessage()),
          e);
    }
  }

  private static VaultLog log(byte[] file) {
    FieldReader in = new FieldReader("vault log file", file);
    VaultLogEntry genesis = next(in);
    VaultLog log = new VaultLog(new VaultId(genesis.hash().value()));
    accept(log, genesis);
    while (in.remaining() > 0) accept(log, next(in));
    return log;
  }

  private static VaultLogEntry next(FieldReader in) {
    return VaultLogEntry.parse(in.bytes("entry", in.u32("entry length", VaultLogEntry.BYTES_MAX)));
  }

  private static void accept(VaultLog log, VaultLogEntry entry) {
    if (log.accept(entry) instanceof Acceptance.Refused refused) {
      throw new MalformedObjectException("vault log file: " + refused.reason());
    }
  }

  /// Replaces the vault log.
  public void writeLog(VaultLog log) throws IOException {
    FieldWriter out = new FieldWriter();
    for (VaultLogEntry entry : log.entries(0)) {
      byte[] encoded = entry.encode();
      out.u32(encoded.length).bytes(encoded);
    }
    directory.write(VAULT_LOG, out.done());
  }

  /// The settings; without a file, none.
  public Settings readSettings() throws IOException {
    Optional<byte[]> file = directory.read(SETTINGS);
    if (file.isEmpty()) return new Settings(List.of());
    try {
      return JSON.readValue(file.get(), Settings.class);
    } catch (JsonProcessingException e) {
      throw new IOException(
          "settings in %s can't be read: %s; mend or delete the file, and add the folders again"
              .formatted(directory.path().resolve(SETTINGS), e.getOriginalMessage()),
          e);
    }
  }

  /// Replaces the settings.
  public void writeSettings(Settings settings) throws IOException {
    directory.write(SETTINGS, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(settings));
  }

  private IOException notFounded() {
    return new IOException(
        "no vault in %s; found one with `farkeep init`, or get one back with `farkeep recover`"
            .formatted(directory.path()));
  }
}
