package farkeep.home.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/// What `farkeep generate-man` writes.
class ManPagesTest {
  private final CommandLine command = HomeMain.commandLine();
  @TempDir Path directory;

  @BeforeEach
  void generate() {
    assertThat(command.execute("generate-man", directory.toString())).isZero();
  }

  private String page(String name) throws Exception {
    return Files.readString(directory.resolve(name + ".1"));
  }

  @Test
  void every_verb_has_a_page_with_all_its_options() throws Exception {
    for (CommandLine verb : command.getSubcommands().values()) {
      String page = page("farkeep-" + verb.getCommandName());
      for (OptionSpec option : verb.getCommandSpec().options()) {
        String name = option.longestName().replace("-", "\\-");
        assertThat(page).as(verb.getCommandName()).contains("\\fB" + name + "\\fR");
      }
    }
    assertThat(page("farkeep-boxes-address")).contains("\\fIHOST:PORT\\fR");
  }

  @Test
  void the_first_page_lists_the_verbs_and_the_exit_codes() throws Exception {
    assertThat(page("farkeep"))
        .startsWith(".TH FARKEEP 1\n.SH NAME\nfarkeep \\- Keeps every version")
        .contains("\\fBrestore\\fR")
        .contains(".SH EXIT STATUS")
        .contains("the box has no room");
  }

  @Test
  void the_formatter_has_nothing_to_complain_about() throws Exception {
    Assumptions.assumeTrue(Files.exists(Path.of("/usr/bin/groff")), "needs groff");
    try (var pages = Files.list(directory)) {
      for (Path page : pages.toList()) {
        Process groff =
            new ProcessBuilder("/usr/bin/groff", "-man", "-Kutf8", "-ww", "-z", page.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(groff.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said).as(page.toString()).isEmpty();
        assertThat(groff.waitFor()).isZero();
      }
    }
  }

  @Test
  void no_line_is_taken_for_a_command_and_no_variable_is_left() throws Exception {
    List<String> known = List.of(".TH", ".SH", ".TP");
    try (var pages = Files.list(directory)) {
      for (Path page : pages.toList()) {
        for (String line : Files.readAllLines(page)) {
          if (line.startsWith(".")) assertThat(known).contains(line.split(" ")[0]);
          assertThat(line).doesNotStartWith("'").doesNotContain("${").doesNotContain("@|");
        }
      }
    }
  }
}
