package farkeep.simulation;

/// Runs the first seeds and prints what two processes must agree on, a line a seed.
final class OtherProcess {
  private OtherProcess() {}

  /// @param arguments how many seeds
  public static void main(String[] arguments) {
    for (long seed = 1; seed <= Long.parseLong(arguments[0]); seed++) {
      System.out.println(line(seed, Run.of(Plan.of(seed))));
    }
  }

  static String line(long seed, Run.Outcome outcome) {
    return "seed %d: %016x".formatted(seed, outcome.fingerprint());
  }
}
