package farkeep.testkit.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One proof: so many tries, each from a seed of its own.
///
/// Every change tries as often as its caller says; `make prove` goes on for `prove.minutes`, and at
/// least as often; `prove.weight`, of the module's pom, is how many shares a proof gets.
/// `prove.seed` (1) is the seed of the first try, `prove.once` a single one to repeat. With
/// `prove.report` set, closing writes a line about it into that directory.
///
/// ```java
/// try (Proof proof = Proof.of("bit rot", "damaged packs", 500)) {
///   while (proof.next()) damageAndRead(proof.seed());
///   proof.passed();
/// }
/// ```
public final class Proof implements AutoCloseable {
  private final String name;
  private final String tries;
  private final Plan plan;
  private final long began = System.nanoTime();
  private long done;
  private long counted;
  private boolean passed;
  private OptionalLong failed = OptionalLong.empty();

  /// How long a proof goes on.
  ///
  /// @param atLeast tries
  /// @param nanos after which no further try begins, once there were enough
  /// @param first seed of the first try
  record Plan(long atLeast, long nanos, long first) {
    static Plan of(long tries) {
      Long once = Long.getLong("prove.once");
      if (once != null) return new Plan(1, 0, once);
      double minutes =
          Double.parseDouble(System.getProperty("prove.minutes", "0"))
              * Double.parseDouble(System.getProperty("prove.weight", "1"));
      return new Plan(
          tries, (long) (minutes * TimeUnit.MINUTES.toNanos(1)), Long.getLong("prove.seed", 1));
    }
  }

  private Proof(String name, String tries, Plan plan) {
    this.name = name;
    this.tries = tries;
    this.plan = plan;
  }

  /// @param name what is proven, a few words, which name its line in the report
  /// @param tries what is counted, in the plural
  /// @param everyChange how many rounds every change runs
  public static Proof of(String name, String tries, int everyChange) {
    return new Proof(name, tries, Plan.of(everyChange));
  }

  /// Whether another round is to be run; its [#seed] is a new one.
  public boolean next() {
    if (done >= plan.atLeast && System.nanoTime() - began >= plan.nanos) return false;
    done++;
    return true;
  }

  /// The seed of this round. Give it with `-Dprove.once=` to run this round alone.
  public long seed() {
    return plan.first + done - 1;
  }

  /// Says how many tries this round was, where it was not one.
  public void count(long several) {
    counted += several;
  }

  /// Says that nothing was found.
  public void passed() {
    passed = true;
  }

  /// Says which round failed, where several are tried beside each other: else it is the last.
  public void failed(long seed) {
    failed = OptionalLong.of(seed);
  }

  /// Writes the line of the report: what, tries, seeds, what 3/N bounds, seconds, outcome.
  @Override
  public void close() {
    String line = line();
    System.out.println("proof: " + line);
    @Nullable String report = System.getProperty("prove.report");
    if (report == null) return;
    try {
      Path directory = Files.createDirectories(Path.of(report));
      Files.writeString(
          directory.resolve(name.replaceAll("[^A-Za-z0-9]+", "-") + ".md"), line + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the line about \"" + name + "\" can't be written to " + report, e);
    }
  }

  private String line() {
    long n = counted == 0 ? done : counted;
    return String.format(
        Locale.ROOT,
        "| %s | %,d %s | %d–%d | %s | %.0f | %s |",
        name,
        n,
        tries,
        plan.first,
        plan.first + Math.max(done, 1) - 1,
        passed ? String.format(Locale.ROOT, "%.2g", Math.min(1, 3.0 / Math.max(n, 1))) : "",
        (System.nanoTime() - began) / 1e9,
        passed ? "none" : "**at seed %d**".formatted(failed.orElse(seed())));
  }
}
