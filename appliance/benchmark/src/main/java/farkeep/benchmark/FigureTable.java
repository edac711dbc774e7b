package farkeep.benchmark;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/// What was measured, as a Markdown table: for each operation the median and the best of its
/// iterations, and how it compares with what it can't do without. Ratios are of the best
/// iterations, which other work on the machine disturbed least.
final class FigureTable {
  private static final double MEDIAN = 50;

  private static final List<Row> ROWS =
      List.of(
          new Row("find the borders of chunks", "ChunkerBenchmark.cut", ChunkerBenchmark.BYTES),
          new Row("the AES in it", "ChunkerBenchmark.aesAlone", ChunkerBenchmark.BYTES)
              .beside("ChunkerBenchmark.cut"),
          new Row("primitives of sealing", "SealBenchmark.sealPrimitives", SealBenchmark.BYTES),
          new Row("seal a chunk", "SealBenchmark.seal", SealBenchmark.BYTES)
              .beside("SealBenchmark.sealPrimitives"),
          new Row("primitives of opening", "SealBenchmark.openPrimitives", SealBenchmark.BYTES),
          new Row("open a chunk", "SealBenchmark.open", SealBenchmark.BYTES)
              .beside("SealBenchmark.openPrimitives"),
          new Row(
              "hash, append, force: 16 chunks",
              "PackWriteBenchmark.hashAppendAndForce",
              PackWriteBenchmark.BYTES),
          new Row(
                  "admit and force: 16 chunks",
                  "PackWriteBenchmark.admitAndForce",
                  PackWriteBenchmark.BYTES)
              .beside("PackWriteBenchmark.hashAppendAndForce"),
          new Row("look up a kept object of 100,000", "IndexBenchmark.kept", 0),
          new Row("look up an absent one", "IndexBenchmark.absent", 0),
          new Row("edit 1 of 20,000 files in a tree", "PathTreeBenchmark.editOne", 0),
          new Row("edit 500 of 20,000 files", "PathTreeBenchmark.editMany", 0));

  private final Map<String, Map<String, Statistics>> measured = new TreeMap<>();

  FigureTable(Collection<RunResult> results) {
    String ours = FigureTable.class.getPackageName() + ".";
    for (RunResult result : results) {
      String benchmark = result.getParams().getBenchmark().substring(ours.length());
      String content = String.valueOf(result.getParams().getParam("content"));
      measured
          .computeIfAbsent(benchmark, _ -> new TreeMap<>())
          .put(content, result.getPrimaryResult().getStatistics());
    }
  }

  /// The table; operations that were not measured are left out.
  String markdown() {
    StringBuilder table =
        new StringBuilder("| operation | content | median µs | best µs | best MB/s | ratio |\n")
            .append("|---|---|---:|---:|---:|---|\n");
    for (Row row : ROWS) {
      measured
          .getOrDefault(row.benchmark(), Map.of())
          .forEach((content, statistics) -> append(table, row, content, statistics));
    }
    return table.toString();
  }

  private void append(StringBuilder table, Row row, String content, Statistics statistics) {
    double best = statistics.getMin();
    table.append(
        String.format(
            Locale.ROOT,
            "| %s | %s | %.1f | %.1f | %s | %s |%n",
            row.label(),
            content.equals("null") ? "" : content.toLowerCase(Locale.ROOT),
            statistics.getPercentile(MEDIAN),
            best,
            row.bytes() == 0 ? "" : String.format(Locale.ROOT, "%.0f", row.bytes() / best),
            ratio(row, content, best)));
  }

  private String ratio(Row row, String content, double best) {
    Statistics base = measured.getOrDefault(row.base(), Map.of()).get(content);
    return base == null
        ? ""
        : String.format(Locale.ROOT, "%.2f × %s", best / base.getMin(), label(row.base()));
  }

  private static String label(String benchmark) {
    return ROWS.stream()
        .filter(row -> row.benchmark().equals(benchmark))
        .map(Row::label)
        .findFirst()
        .orElse(benchmark);
  }

  /// @param label what people read
  /// @param benchmark class and method
  /// @param bytes content of one operation; 0 when it has none to speak of
  /// @param base the benchmark that it is compared with; empty for none
  private record Row(String label, String benchmark, long bytes, String base) {
    Row(String label, String benchmark, long bytes) {
      this(label, benchmark, bytes, "");
    }

    Row beside(String other) {
      return new Row(label, benchmark, bytes, other);
    }
  }
}
