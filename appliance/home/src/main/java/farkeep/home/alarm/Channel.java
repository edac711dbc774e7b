package farkeep.home.alarm;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeInfo.Id;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A way to reach the owner. No password is in it: only where one is found.
@JsonTypeInfo(use = Id.SIMPLE_NAME, property = "kind")
public sealed interface Channel {
  /// A notification on the desktop that this home runs on.
  record Desktop() implements Channel {}

  /// A JSON object by POST.
  ///
  /// @param url `http` or `https`
  /// @param secret the token behind `Authorization: Bearer`; null: none
  record Webhook(String url, @Nullable Secret secret) implements Channel {}

  /// A text by POST, as ntfy and what is compatible with it take it.
  ///
  /// @param url of the topic
  /// @param secret the token behind `Authorization: Bearer`; null: none
  record Ntfy(String url, @Nullable Secret secret) implements Channel {}

  /// An e-mail.
  ///
  /// @param to one address, or several separated by commas
  /// @param from the sender's address
  /// @param server `host:port`
  /// @param security how the connection is sealed
  /// @param user who logs in; null: nobody
  /// @param secret the user's password; null when there is no user
  record Email(
      String to,
      String from,
      String server,
      Security security,
      @Nullable String user,
      @Nullable Secret secret)
      implements Channel {}

  /// How a connection to a mail server is sealed.
  enum Security {
    /// TLS from the first byte, as on port 465.
    TLS,
    /// STARTTLS, or nothing is sent, as on port 587.
    STARTTLS,
    /// Not at all: only for a server on this machine, and never with a password.
    NONE
  }

  /// For people: `ntfy https://ntfy.example.org/box`.
  @JsonIgnore
  default String shown() {
    return switch (this) {
      case Desktop _ -> "desktop";
      case Webhook(var url, _) -> "webhook " + url;
      case Ntfy(var url, _) -> "ntfy " + url;
      case Email email ->
          "email %s through %s (%s)"
              .formatted(
                  email.to(), email.server(), email.security().name().toLowerCase(Locale.ROOT));
    };
  }
}
