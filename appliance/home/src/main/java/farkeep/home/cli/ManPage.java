package farkeep.home.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// The manual page of one command, in the language of man(7): made from what `--help` is made from,
/// so that the two can't differ.
record ManPage(CommandSpec command) {
  private static final int SECTION = 1;
  private static final ColorScheme PLAIN = CommandLine.Help.defaultColorScheme(Ansi.OFF);

  /// `farkeep-boxes-address.1`.
  String fileName() {
    return title() + "." + SECTION;
  }

  private String title() {
    return command.qualifiedName("-");
  }

  /// The page, ASCII but for what descriptions hold.
  String text() {
    List<String> lines = new ArrayList<>();
    lines.add(".TH %s %d".formatted(escaped(title()).toUpperCase(Locale.ROOT), SECTION));
    section(lines, "NAME");
    lines.add(escaped(title()) + " \\- " + escaped(nameLine()));
    section(lines, "SYNOPSIS");
    String synopsis = new CommandLine.Help(command, PLAIN).synopsis(0);
    lines.add(safe(escaped(synopsis.strip().replaceAll("\\s+", " "))));
    section(lines, "DESCRIPTION");
    for (String paragraph : command.usageMessage().description()) {
      lines.add(safe(escaped(paragraph)));
    }
    arguments(lines);
    options(lines);
    verbs(lines);
    exitCodes(lines);
    return String.join("\n", lines) + "\n";
  }

  private String nameLine() {
    String whole = String.join(" ", command.usageMessage().description());
    return whole.endsWith(".") ? whole.substring(0, whole.length() - 1) : whole;
  }

  private void arguments(List<String> lines) {
    List<PositionalParamSpec> all = command.positionalParameters();
    if (all.isEmpty()) return;
    section(lines, "ARGUMENTS");
    for (PositionalParamSpec each : all) {
      item(lines, "\\fI" + escaped(each.paramLabel()) + "\\fR", description(each));
    }
  }

  private void options(List<String> lines) {
    // By name: reflection finds them in an order that differs from run to run.
    List<OptionSpec> all =
        command.options().stream()
            .filter(it -> !it.hidden())
            .sorted(Comparator.comparing(OptionSpec::longestName))
            .toList();
    if (all.isEmpty()) return;
    section(lines, "OPTIONS");
    for (OptionSpec each : all) {
      List<String> names =
          List.of(each.names()).stream().map(name -> "\\fB" + escaped(name) + "\\fR").toList();
      String value = each.arity().max() == 0 ? "" : " \\fI" + escaped(each.paramLabel()) + "\\fR";
      item(lines, String.join(", ", names) + value, description(each));
    }
  }

  private static String description(ArgSpec argument) {
    return escaped(String.join(" ", argument.description()));
  }

  private void verbs(List<String> lines) {
    Map<String, CommandLine> all = command.subcommands();
    if (all.isEmpty()) return;
    section(lines, "COMMANDS");
    all.forEach((name, verb) ->
        item(
            lines,
            "\\fB" + escaped(name) + "\\fR",
            escaped(String.join(" ", verb.getCommandSpec().usageMessage().description()))));
  }

  private void exitCodes(List<String> lines) {
    Map<String, String> codes = command.root().usageMessage().exitCodeList();
    if (codes.isEmpty()) return;
    section(lines, "EXIT STATUS");
    codes.forEach((code, meaning) -> item(lines, escaped(code), escaped(meaning)));
  }

  private static void section(List<String> lines, String name) {
    lines.add(".SH " + name);
  }

  private static void item(List<String> lines, String tag, String text) {
    lines.add(".TP");
    lines.add(safe(tag));
    lines.add(safe(text));
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\e").replace("-", "\\-").replace("%n", " ");
  }

  /// A line that begins with a dot or a quote would be a command to the formatter.
  private static String safe(String line) {
    return line.startsWith(".") || line.startsWith("'") ? "\\&" + line : line;
  }
}
