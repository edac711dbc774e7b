package farkeep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Commands that ask for what isn't there, or that nobody can understand.
class WrongWordsTest {
  @TempDir static Path directory;
  private static Pair pair;

  @BeforeAll
  static void keepOneLetter() throws Exception {
    Path tree = Files.createDirectories(directory.resolve("letters"));
    Files.writeString(tree.resolve("a.txt"), "dear aunt");
    pair = Pair.make(directory.resolve("pair"));
    pair.home().must("add", tree.toString());
    pair.home().must("sync");
  }

  @AfterAll
  static void end() throws Exception {
    pair.close();
  }

  @ParameterizedTest(name = "farkeep {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                              | which verb
          guess                           | guess
          pair 127.0.0.1:1 --code 123     | 8 digits
          pair there:port --code 12345678 | HOST:PORT
          pair --code 12345678            | --listen
          pair 127.0.0.1:1                | --code 1234-5678
          pair farkeep:pair:              | cut off or altered (13 letters
          pair farkeep:pair:AQAA          | cut off or altered (17 letters
          pair farkeep:pair:?code=1       | cut off or altered
          pair farkeep:pair:AtvBtMk       | version 2 is unknown
          pair farkeep:pair:AQ --code 12345678 | leave --code away
          pair -                          | begins with farkeep:pair:
          add                             | DIR
          add letters --colour red        | --colour
          restore letters                 | --to
          restore letters --to x --at May | moment
          verify letters --percent 101    | 1 to 100
          diff letters                    | FROM
          sync letters letters            | letters
          run --listen here               | HOST:PORT
          ls letters --quic tcp           | --quic
          """)
  void words_that_make_no_sense_are_told_with_exit_2(String words, String told) throws Exception {
    Programs.Ended ended = pair.home().run(split(words));

    assertThat(ended.err()).contains(told);
    assertThat(ended.exit()).as(ended.err()).isEqualTo(2);
  }

  @ParameterizedTest(name = "farkeep {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ls photos                          | no folder is called photos
          cat letters:b.txt                  | b.txt was not there
          cat letters:a.txt --at #7          | #7
          ls letters --at 1999-01-01         | 1999-01-01
          restore letters:b --to /nonexistent | b was not there
          sync photos                        | no folder is called photos
          remove photos                      | no folder is called photos
          history letters:b.txt              | in no snapshot
          add /nonexistent                   | not a directory
          pair nowhere --code 12345678       | no box on this network is called nowhere
          """)
  void what_is_not_there_is_told_with_exit_3(String words, String told) throws Exception {
    Programs.Ended ended = pair.home().run(split(words));

    assertThat(ended.err()).contains(told);
    assertThat(ended.exit()).as(ended.err()).isEqualTo(3);
  }

  @ParameterizedTest(name = "farkeep-box {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          guess                            | guess
          run --listen here                | here
          run --reserve-bytes much         | much
          run --dial-home home             | home
          run --page nowhere               | off, host:port
          run --mdns perhaps               | on or off
          run --config /nonexistent        | /nonexistent
          run --config /tmp                | /tmp: there is no such file
          """)
  void the_box_tells_words_that_make_no_sense_with_exit_2(String words, String told)
      throws Exception {
    Programs programs = Programs.built();

    Programs.Ended ended =
        Programs.run(programs.box(), programs.environment(), List.of(split(words)));

    assertThat(ended.err()).contains(told);
    assertThat(ended.exit()).as(ended.err()).isEqualTo(2);
  }

  @Test
  void a_command_before_init_says_so() throws Exception {
    Home fresh = new Home(Programs.built(), directory.resolve("fresh"));

    Programs.Ended ended = fresh.run("folders");

    assertThat(ended.err()).contains("farkeep init");
    assertThat(ended.exit()).isNotZero();
  }

  private static String[] split(String words) {
    return words.isBlank() ? new String[0] : words.strip().split(" +");
  }
}
