package farkeep.benchmark;

import java.util.Collection;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/// Runs the benchmarks and prints one table.
public final class Benchmarks {
  private Benchmarks() {}

  /// @param arguments JMH's own options; none measures everything as [ShortIterations] says
  public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
    Collection<RunResult> results = new Runner(new CommandLineOptions(arguments)).run();
    System.out.print("\n" + new FigureTable(results).markdown());
  }
}
