package farkeep.box.pairing;

import farkeep.link.carrier.Link;
import farkeep.link.carrier.LinkClosedException;
import farkeep.link.pairing.BoxOffer;
import farkeep.link.pairing.DiskGuessLedger;
import farkeep.link.pairing.HomeOffer;
import farkeep.link.pairing.PairingBox;
import farkeep.link.pairing.PairingFailedException;
import farkeep.link.pairing.PairingSecret;
import farkeep.link.pairing.PairingText;
import farkeep.link.pairing.PairingWindow;
import farkeep.link.simulated.AlteredLink;
import farkeep.link.simulated.SimulatedPair;
import farkeep.objects.PeerId;
import farkeep.objects.SigningKey;
import farkeep.objects.VaultId;
import farkeep.objects.log.BoxRecord;
import farkeep.objects.log.Opaque;
import farkeep.objects.port.TaskGroup;
import farkeep.testkit.disk.SimulatedDisk;
import farkeep.testkit.tasks.SimulatedTasks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A box whose pairing window is attacked, on a simulated disk and network. It takes note of what
/// an attacker learns from: every answer that depends on the code, and every success.
final class BesiegedWindow implements PairingBox.Host {
  static final String LEDGER = "pairing.guesses";

  private static final long DISK_BYTES = 1 << 20;
  private static final SigningKey BOX = SigningKey.ofSeed(new byte[SigningKey.SEED_BYTES]);

  final SimulatedTasks tasks;
  final SimulatedPair pair;
  final SimulatedDisk disk = new SimulatedDisk(DISK_BYTES).recording();
  final PairingDesk desk;
  final List<Answer> answers = new ArrayList<>();
  final List<Opening> openings = new ArrayList<>();
  final List<PairingWindow> successes = new ArrayList<>();

  /// The box has said something that tells a right guess from a wrong one.
  ///
  /// @param operations that the disk had done before
  record Answer(PairingWindow window, long operations) {}

  /// The window was opened.
  ///
  /// @param from operations that the disk had done before
  /// @param to and after
  record Opening(PairingWindow window, long from, long to) {}

  BesiegedWindow(SimulatedTasks tasks) throws IOException {
    this.tasks = tasks;
    this.pair = new SimulatedPair(tasks);
    PairingDesk.Chances chances =
        new PairingDesk.Chances(
            tasks, tasks, tasks.randomness(), new DiskGuessLedger(tasks, disk, LEDGER));
    PairingBox pairing = new PairingBox(tasks, tasks.randomness(), BOX);
    this.desk = new PairingDesk(chances, pairing, this, this::text, _ -> {});
    desk.openAtFirstStart();
    openings.add(new Opening(window(), 0, disk.operations()));
  }

  PairingText text(PairingSecret secret) {
    return PairingText.of(BOX.id(), pair.pin(), List.of("b:1"), secret);
  }

  PairingWindow window() {
    return desk.current().orElseThrow();
  }

  void openByHand() throws IOException {
    long from = disk.operations();
    desk.openByHand();
    openings.add(new Opening(window(), from, disk.operations()));
  }

  /// Takes callers until the listener is closed.
  void serve() throws InterruptedException {
    try (TaskGroup group = new TaskGroup(tasks)) {
      while (true) {
        Link link = pair.listener().accept();
        group.start("pair", () -> pair(link));
      }
    } catch (IOException e) {
      // the listener was closed: the attack is over
    }
  }

  private void pair(Link link) throws InterruptedException {
    Optional<PairingWindow> open = desk.current();
    if (open.isEmpty()) {
      link.close();
      return;
    }
    PairingWindow window = open.get();
    Link watched =
        new AlteredLink(
            link,
            (write, bytes) -> {
              if (write == 1) answers.add(new Answer(window, disk.operations()));
              return Optional.of(bytes);
            });
    try {
      new PairingBox(tasks, tasks.randomness(), BOX).run(watched, window, this);
      successes.add(window);
    } catch (PairingFailedException e) {
      // so it should
    }
  }

  @Override
  public BoxOffer introduce(VaultId vault, PeerId device) {
    var record = new BoxRecord(BOX.id(), 1, pair.pin().value(), Optional.empty(), List.of("b:1"));
    return new BoxOffer(record, Opaque.of(record.sign(vault, BOX)), "attic");
  }

  @Override
  public void keep(HomeOffer home, byte[] boxEntry) throws LinkClosedException {
    if (boxEntry.length == 0) throw new LinkClosedException("not a home of ours");
  }
}
