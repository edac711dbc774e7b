package farkeep.home.cli;

import farkeep.home.control.Request;
import farkeep.link.pairing.PairingText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// `farkeep pair`.
@Command(
    name = "pair",
    description = "Pair with a box by the one-time code it shows, or by the text of its QR code.")
final class PairCommand extends AskCommand {
  /// Bytes that are read from the standard input; a pairing text has far fewer.
  private static final int READ_MAX = 4_096;

  private static final String STANDARD_INPUT = "-";

  @Parameters(
      arity = "0..1",
      paramLabel = "HOST:PORT|NAME|TEXT|-",
      description =
          "where the box listens, or its name on this network; left away: the box on this network"
              + " that is open for pairing, or else one that dials this home. Or, without --code,"
              + " the text of its QR code, which begins with farkeep:pair: and has all that is"
              + " needed; with - the text is read from the standard input, so that no list of"
              + " processes shows it")
  @Nullable String where;

  @Option(
      names = "--code",
      paramLabel = "1234-5678",
      description = "the eight digits that the box shows")
  @Nullable String code;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "what you call the box (default: what it calls itself)")
  @Nullable String name;

  @Override
  Request request() {
    String given = where;
    boolean text = given != null && (given.equals(STANDARD_INPUT) || PairingText.isMeant(given));
    if (text && code != null) {
      throw wrong("a pairing text stands for the code: leave --code away, or give the address");
    }
    if (given != null && text) return byText(given);
    if (code == null) {
      throw wrong(
          "what does the box show? give --code 1234-5678, or the text of its QR code, which begins"
              + " with "
              + PairingText.PREFIX);
    }
    String digits = code.replaceAll("[-\\s]", "");
    if (!digits.matches("[0-9]{8}")) {
      throw wrong("a code has 8 digits, as in 1234-5678; this has " + digits.length());
    }
    return new Request.Pair(given, digits, name);
  }

  private Request byText(String given) {
    String text = given.equals(STANDARD_INPUT) ? read() : given;
    try {
      PairingText.parse(text);
    } catch (IllegalArgumentException e) {
      throw wrong(Objects.requireNonNull(e.getMessage()));
    }
    return new Request.PairByText(text, name);
  }

  private static String read() {
    try {
      return new String(System.in.readNBytes(READ_MAX), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
  }
}
