package farkeep.home.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/// What `farkeep generate-completion` prints, tried by the shell it is for.
class CompletionTest {
  private final CommandLine command = HomeMain.commandLine();
  @TempDir Path directory;
  private Path script;

  @BeforeEach
  void generate() throws Exception {
    StringWriter printed = new StringWriter();
    command.setOut(new PrintWriter(printed));
    assertThat(command.execute("generate-completion")).isZero();
    script = Files.writeString(directory.resolve("completion"), printed.toString());
  }

  private String bash(String... arguments) throws Exception {
    Process bash = new ProcessBuilder(arguments).redirectErrorStream(true).start();
    String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).as(said).isZero();
    return said.strip();
  }

  /// What bash offers for the last of these words.
  private List<String> offered(String... words) throws Exception {
    String quoted = "'" + String.join("' '", words) + "'";
    String line =
        "compopt() { :; }; source %s; COMP_WORDS=(%s); COMP_CWORD=%d; COMP_LINE=\"${COMP_WORDS[*]}\"; _complete_farkeep; echo \"${COMPREPLY[*]}\""
            .formatted(script, quoted, words.length - 1);
    return List.of(bash("bash", "-c", line).split("\\s+"));
  }

  @Test
  void bash_can_read_the_script() throws Exception {
    assertThat(bash("bash", "-n", script.toString())).isEmpty();
  }

  @Test
  void every_verb_is_offered() throws Exception {
    assertThat(offered("farkeep", ""))
        .containsAll(command.getSubcommands().keySet())
        .contains("restore");
    assertThat(offered("farkeep", "re")).containsExactlyInAnyOrder("recover", "remove", "restore");
  }

  @Test
  void the_options_of_a_verb_are_offered() throws Exception {
    assertThat(offered("farkeep", "restore", "--"))
        .contains("--to", "--at", "--overwrite", "--json");
  }

  @Test
  void the_script_of_the_package_is_the_same_in_whatever_order_options_were_found() {
    CommandLine found = HomeMain.commandLine();
    CommandLine other = HomeMain.commandLine();
    CommandSpec restore = other.getSubcommands().get("restore").getCommandSpec();
    List<OptionSpec> own =
        restore.options().stream().filter(it -> it.scopeType() == ScopeType.LOCAL).toList();
    own.forEach(restore::remove);
    own.reversed().forEach(restore::add);
    assertThat(restore.options()).isNotEqualTo(own).containsAll(own);
    String script = Completion.script("farkeep", found);
    assertThat(Completion.script("farkeep", other)).isEqualTo(script);
    assertThat(script).contains("--overwrite").doesNotContainIgnoringCase("generated on");
  }
}
