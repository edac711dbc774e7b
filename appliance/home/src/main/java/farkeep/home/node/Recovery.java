package farkeep.home.node;

import com.google.protobuf.ByteString;
import farkeep.home.engine.Ports;
import farkeep.home.state.HomeFiles;
import farkeep.home.state.StateDirectory;
import farkeep.link.auth.AuthenticatedLink;
import farkeep.link.auth.AuthenticationException;
import farkeep.link.auth.Authenticator;
import farkeep.link.auth.Role;
import farkeep.link.carrier.Carrier;
import farkeep.link.carrier.Link;
import farkeep.link.protocol.AppendVaultLog;
import farkeep.link.protocol.FailureException;
import farkeep.link.protocol.Greeting;
import farkeep.link.protocol.HomeControl;
import farkeep.link.protocol.IncompatibleVersionException;
import farkeep.link.protocol.OpenVault;
import farkeep.link.protocol.ReadVaultLog;
import farkeep.link.protocol.ToBox;
import farkeep.link.protocol.VaultLogPart;
import farkeep.objects.VaultId;
import farkeep.objects.log.Acceptance;
import farkeep.objects.log.LogBody;
import farkeep.objects.log.VaultLog;
import farkeep.objects.log.VaultLogEntry;
import farkeep.objects.port.TaskGroup;
import farkeep.vault.keys.DeviceKeys;
import farkeep.vault.keys.KeyEntries;
import farkeep.vault.keys.KeySpace;
import farkeep.vault.keys.Keyring;
import farkeep.vault.keys.RecoveryKey;
import farkeep.vault.keys.RecoverySheet;
import farkeep.vault.keys.SealedName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Makes this machine an owner's device again, with nothing but the recovery sheet and a box that
/// can be reached.
///
/// The holder of the sheet proves it to the box with the sheet's own signing key, reads the vault
/// log, checks that GENESIS was signed with that key, and adds an entry for a new device and wraps
/// of every key space's newest root for it.
public final class Recovery {
  private final Carrier carrier;
  private final Ports ports;

  /// @param carrier not closed here
  public Recovery(Carrier carrier, Ports ports) {
    this.carrier = carrier;
    this.ports = ports;
  }

  /// Recovers into an empty state directory.
  ///
  /// @param address where the box listens, `host:port`
  /// @param deviceName what people call this device
  /// @return how many folders the vault has
  /// @throws AuthenticationException the box keeps no vault that was founded with this sheet
  /// @throws IOException there is a vault here already, or the box can't be reached
  public int run(StateDirectory state, RecoverySheet sheet, String address, String deviceName)
      throws IOException, InterruptedException {
    HomeFiles files = new HomeFiles(state);
    if (files.exist()) {
      throw new IOException(
          "there is a vault in %s already; choose another directory with --state"
              .formatted(state.path()));
    }
    DeviceKeys device = DeviceKeys.fresh(ports.randomness());
    Link link =
        carrier.dial(
            Addresses.parse(address), new Carrier.Expected.AnyForPairing(), Carrier.FARKEEP);
    try (link) {
      AuthenticatedLink box = prove(link, sheet, address);
      VaultLog log = exchange(box, sheet, device, deviceName);
      if (!log.state().boxes().containsKey(box.peer())) {
        throw new AuthenticationException(
            "the vault of this sheet knows no box %s; check the address %s"
                .formatted(box.peer().abbreviated(), address));
      }
      new KnownAddresses(state).remember(box.peer(), List.of(address));
      files.writeDevice(device);
      files.writeLog(log);
      return log.state().folders().size();
    }
  }

  private AuthenticatedLink prove(Link link, RecoverySheet sheet, String address)
      throws IOException, InterruptedException {
    RecoveryKey key = sheet.key();
    try {
      return new Authenticator(
              ports.tasks(), ports.randomness(), key.signing(), Role.HOME, _ -> true)
          .run(link);
    } catch (AuthenticationException e) {
      throw new AuthenticationException(
          "the box at %s does not know the sheet of vault %s…; check that both are of the same vault (%s)"
              .formatted(address, sheet.vaultStart(), e.getMessage()),
          e);
    }
  }

  private VaultLog exchange(
      AuthenticatedLink box, RecoverySheet sheet, DeviceKeys device, String deviceName)
      throws IOException, InterruptedException {
    HomeControl control = new HomeControl(ports.tasks(), box.control());
    try {
      control.greet(Greeting.say("farkeep", Set.of(), ports.clocks()));
    } catch (IncompatibleVersionException e) {
      throw new IOException(e.getMessage(), e);
    }
    try (TaskGroup listening = new TaskGroup(ports.tasks())) {
      listening.start("recovery", () -> control.listen(_ -> {}));
      control.ask(ToBox.newBuilder().setOpen(OpenVault.getDefaultInstance()));
      VaultLog log = read(control, sheet);
      List<VaultLogEntry> fresh = entries(log, sheet.key(), device, deviceName);
      AppendVaultLog.Builder append = AppendVaultLog.newBuilder();
      fresh.forEach(entry -> append.addEntries(ByteString.copyFrom(entry.encode())));
      control.ask(ToBox.newBuilder().setAppendVaultLog(append));
      return log;
    } catch (FailureException e) {
      throw new AuthenticationException("the box refused: " + e.getMessage(), e);
    }
  }

  private static VaultLog read(HomeControl control, RecoverySheet sheet)
      throws IOException, InterruptedException {
    List<VaultLogEntry> entries = new ArrayList<>();
    boolean more = true;
    while (more) {
      var asked = ReadVaultLog.newBuilder().setFromEntry(entries.size());
      VaultLogPart part = control.ask(ToBox.newBuilder().setReadVaultLog(asked)).getVaultLog();
      part.getEntriesList().forEach(it -> entries.add(VaultLogEntry.parse(it.toByteArray())));
      more = part.getMore() && part.getEntriesCount() > 0;
    }
    if (entries.isEmpty()) throw new IOException("the box sent an empty vault log");
    VaultId vault = new VaultId(entries.getFirst().hash().value());
    if (!sheet.isFor(vault)) {
      throw new AuthenticationException(
          "the box keeps vault %s; the sheet is for %s…"
              .formatted(vault.abbreviated(), sheet.vaultStart()));
    }
    VaultLog log = new VaultLog(vault);
    entries.forEach(log::accept);
    return log;
  }

  /// The new device, and every key space's newest root for it. Each is taken into `log` too.
  private List<VaultLogEntry> entries(
      VaultLog log, RecoveryKey key, DeviceKeys device, String deviceName) throws IOException {
    Keyring keyring = Keyring.open(log, key);
    List<VaultLogEntry> entries = new ArrayList<>();
    LogBody.Device owner =
        new LogBody.Device(
            device.id(),
            device.agreementPublic(),
            LogBody.Role.OWNER,
            SealedName.seal(
                keyring.common().current(), SealedName.Of.DEVICE, device.id().bytes(), deviceName));
    entries.add(add(log, owner, key));
    KeyEntries wraps = new KeyEntries(log.vault(), ports.randomness());
    var member = new KeyEntries.Member(device.id(), device.agreementPublic());
    for (KeySpace space : keyring.spaces()) {
      LogBody.Keys known =
          log.state().keys().stream()
              .filter(it -> it.commitment().equals(space.current().commitment()))
              .findFirst()
              .orElseThrow();
      entries.add(add(log, wraps.admit(known, space.current(), List.of(member)), key));
    }
    return entries;
  }

  private static VaultLogEntry add(VaultLog log, LogBody body, RecoveryKey key) throws IOException {
    VaultLogEntry entry = VaultLogEntry.sign(log.vault(), log.tips(), body, key.signing());
    if (log.accept(entry) instanceof Acceptance.Refused refused) {
      throw new IOException("the vault log does not take the new device: " + refused.reason());
    }
    return entry;
  }
}
