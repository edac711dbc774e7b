package farkeep.web.box.view;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// How the box is, and why.
///
/// @param worst what the page says first; its state is the box's
/// @param further all other causes that hold now, worst first
public record Verdict(Cause worst, List<Cause> further) {
  public Verdict {
    further = List.copyOf(further);
  }

  /// The box's state.
  public State state() {
    return worst.state();
  }

  /// One reason for the box's state.
  ///
  /// @param code what machines know it by: small letters, digits and hyphens, `disk-full`
  /// @param state how bad it is
  /// @param sentence one plain sentence for the host: "Safe. Last copy 4 minutes ago."
  /// @param advice what to do; empty when there is nothing to do
  /// @param since since when it holds, where that is known
  /// @param acknowledged whether the host has said that they know
  public record Cause(
      String code,
      State state,
      String sentence,
      String advice,
      Optional<Instant> since,
      boolean acknowledged) {
    /// The longest code.
    public static final int CODE_LETTERS_MAX = 64;

    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9-]*");

    public Cause {
      if (!isCode(code)) {
        throw new IllegalArgumentException(
            "cause code '%s': give 1 to %d small letters, digits and hyphens"
                .formatted(code, CODE_LETTERS_MAX));
      }
    }

    /// Whether a text can be the code of a cause.
    public static boolean isCode(String text) {
      return text.length() <= CODE_LETTERS_MAX && CODE.matcher(text).matches();
    }
  }
}
