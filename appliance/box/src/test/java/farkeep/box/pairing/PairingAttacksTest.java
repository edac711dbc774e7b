package farkeep.box.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.box.pairing.BesiegedWindow.Opening;
import farkeep.link.carrier.Carrier;
import farkeep.link.carrier.Link;
import farkeep.link.carrier.LinkStream;
import farkeep.link.carrier.Pin;
import farkeep.link.pairing.DiskGuessLedger;
import farkeep.link.pairing.GuessLedger;
import farkeep.link.pairing.HomeOffer;
import farkeep.link.pairing.PairingCode;
import farkeep.link.pairing.PairingHome;
import farkeep.link.pairing.PairingSecret;
import farkeep.link.pairing.PairingText;
import farkeep.link.pairing.PairingWindow;
import farkeep.link.pairing.PairingWord;
import farkeep.link.simulated.AlteredLink;
import farkeep.link.simulated.SeenFromElsewhere;
import farkeep.objects.Bytes32;
import farkeep.objects.SigningKey;
import farkeep.objects.VaultId;
import farkeep.objects.port.Tasks;
import farkeep.objects.system.SystemTasks;
import farkeep.testkit.disk.CrashPoints;
import farkeep.testkit.disk.SimulatedDisk;
import farkeep.testkit.proof.Proof;
import farkeep.testkit.tasks.SimulatedTasks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Attacks on the pairing window of a box, several attempts each, one after the other and at the
/// same time. Whatever they do, nobody learns more than three times whether a code is right.
@Tag("proof")
@Timeout(3 * 3600)
class PairingAttacksTest {
  private static final int ATTACKS = 50;
  private static final int ATTEMPTS_MAX = 7;
  private static final int CRASH_VARIANTS = 4;
  private static final Pin OTHER_PIN = new Pin(new Bytes32(9, 9, 9, 9));
  private static final VaultId VAULT = new VaultId(new Bytes32(5, 5, 5, 5));

  /// What one attempt does.
  private enum Kind {
    WRONG_CODE,
    WRONG_SECRET,
    ALTERED,
    IN_THE_MIDDLE,
    REPLAYED,
    STALLED,
    RIGHT_CODE,
    RIGHT_TEXT,
    OTHER_BOX
  }

  @Test
  void nobody_gets_more_than_three_guesses_a_window() throws Exception {
    try (Proof proof = Proof.of("pairing", "attacks", ATTACKS)) {
      while (proof.next()) new Attack(proof.seed()).run();
      proof.passed();
    }
  }

  /// What a window shows at one moment.
  private record Shown(PairingCode code, PairingSecret secret) {
    static Shown of(PairingWindow window) {
      return new Shown(window.code(), window.secret());
    }
  }

  /// One attack.
  private static final class Attack {
    private final long seed;
    private final Random random;
    private final SimulatedTasks tasks;
    private final SigningKey device;
    private final List<byte[]> recorded = new ArrayList<>();
    private BesiegedWindow box;
    private int unspoilt;

    Attack(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
      this.tasks = new SimulatedTasks(seed);
      this.device = SigningKey.ofSeed(tasks.randomness().bytes(SigningKey.SEED_BYTES));
    }

    void run() throws Exception {
      tasks.run(this::attack);
      for (Opening opening : openings()) {
        assertThat(answers(opening.window(), Long.MAX_VALUE))
            .as("answers in one window, seed %d", seed)
            .isLessThanOrEqualTo(GuessLedger.GUESSES_MAX);
        assertThat(box.successes.stream().filter(it -> it == opening.window()).count())
            .as("homes paired with one code, seed %d", seed)
            .isLessThanOrEqualTo(1);
      }
      assertThat(box.successes.size()).as("seed %d", seed).isLessThanOrEqualTo(unspoilt);
      new CrashPoints(box.disk).each(seed, CRASH_VARIANTS, this::powerIsCut);
    }

    private List<Opening> openings() {
      return box.openings;
    }

    private long answers(PairingWindow window, long operations) {
      return box.answers.stream()
          .filter(answer -> answer.window() == window && answer.operations() <= operations)
          .count();
    }

    /// After a power cut at any moment, the guesses that are left and those that were answered are
    /// no more than three.
    private void powerIsCut(SimulatedDisk left, int operations, long own) throws IOException {
      int guesses = new DiskGuessLedger(new SystemTasks(), left, BesiegedWindow.LEDGER).left();
      assertThat(guesses).isLessThanOrEqualTo(GuessLedger.GUESSES_MAX);
      Opening last = null;
      for (Opening opening : openings()) {
        boolean halfOpen = opening.from() < operations && operations < opening.to();
        if (halfOpen) return;
        if (opening.to() <= operations) last = opening;
      }
      if (last == null) return;
      assertThat(guesses + answers(last.window(), operations))
          .as("guesses left and answered")
          .isLessThanOrEqualTo(GuessLedger.GUESSES_MAX);
    }

    private void attack() throws Exception {
      box = new BesiegedWindow(tasks);
      Tasks.Task serving = tasks.start("box", box::serve);
      int rounds = 1 + random.nextInt(2);
      for (int round = 0; round < rounds; round++) attempts(round > 0);
      box.pair.listener().close();
      serving.join();
    }

    /// @param reopen whether a person opens the window anew in the middle of it
    private void attempts(boolean reopen) throws Exception {
      int attempts = 2 + random.nextInt(ATTEMPTS_MAX - 1);
      boolean together = random.nextBoolean();
      int reopenAt = reopen ? random.nextInt(attempts) : -1;
      List<Tasks.Task> running = new ArrayList<>();
      for (int i = 0; i < attempts; i++) {
        if (i == reopenAt) box.openByHand();
        Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
        Shown shown = box.desk.current().map(Shown::of).orElseGet(this::wrongOnes);
        Random own = new Random(random.nextLong());
        Tasks.Task task = tasks.start("attempt", () -> attempt(kind, shown, own));
        if (together) running.add(task);
        else join(task);
      }
      for (Tasks.Task task : running) join(task);
    }

    private static void join(Tasks.Task task) throws InterruptedException {
      try {
        task.join();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof IOException)) throw new AssertionError(e.getCause());
      }
    }

    private void attempt(Kind kind, Shown shown, Random own) throws Exception {
      Link link = box.pair.dial(Carrier.PAIRING);
      PairingWord word = own.nextBoolean() ? shown.code() : shown.secret();
      switch (kind) {
        case WRONG_CODE -> home(link, other(shown.code()));
        case WRONG_SECRET -> home(link, PairingSecret.random(tasks.randomness()));
        case ALTERED -> home(altered(link, own), word);
        case IN_THE_MIDDLE -> home(new SeenFromElsewhere(link, OTHER_PIN), word);
        case REPLAYED -> replay(link);
        case STALLED -> link.open().output().write(new byte[] {0, 0});
        case RIGHT_CODE -> {
          unspoilt++;
          home(recording(link), shown.code());
        }
        case RIGHT_TEXT -> {
          unspoilt++;
          home(recording(link), box.text(shown.secret()));
        }
        case OTHER_BOX -> {
          PairingText other =
              PairingText.of(device.id(), box.pair.pin(), List.of(), shown.secret());
          home(link, other);
        }
      }
    }

    private void home(Link link, PairingWord word) throws Exception {
      new PairingHome(tasks, tasks.randomness(), device)
          .run(link, word, offer(), _ -> new byte[] {2});
    }

    private void home(Link link, PairingText text) throws Exception {
      new PairingHome(tasks, tasks.randomness(), device)
          .run(link, text, offer(), _ -> new byte[] {2});
    }

    private HomeOffer offer() {
      return new HomeOffer(VAULT, device.id(), List.of(new byte[] {1}));
    }

    private Link recording(Link link) {
      return new AlteredLink(
          link,
          (_, bytes) -> {
            recorded.add(bytes.clone());
            return Optional.of(bytes);
          });
    }

    private void replay(Link link) throws Exception {
      LinkStream stream = link.open();
      List<byte[]> said = List.copyOf(recorded);
      for (byte[] frame : said.isEmpty() ? List.of(new byte[4]) : said) {
        stream.output().write(frame);
      }
      stream.input().readAllBytes();
    }

    /// Alters one thing that the home says: a bit, the length, all of it, or leaves it out.
    private Link altered(Link link, Random own) {
      int which = own.nextInt(5);
      return new AlteredLink(
          link, (write, bytes) -> write == which ? spoilt(bytes, own) : Optional.of(bytes));
    }

    private static Optional<byte[]> spoilt(byte[] frame, Random own) {
      switch (own.nextInt(4)) {
        case 0 -> frame[own.nextInt(frame.length)] ^= (byte) (1 << own.nextInt(8));
        case 1 -> frame[3] ^= 1;
        case 2 -> java.util.Arrays.fill(frame, 4, frame.length, (byte) own.nextInt(256));
        default -> {
          return Optional.empty();
        }
      }
      return Optional.of(frame);
    }

    private Shown wrongOnes() {
      return new Shown(wrong(), PairingSecret.random(tasks.randomness()));
    }

    private PairingCode wrong() {
      return PairingCode.random(tasks.randomness());
    }

    private PairingCode other(PairingCode code) {
      PairingCode wrong = wrong();
      return wrong.shown().equals(code.shown()) ? other(code) : wrong;
    }
  }
}
