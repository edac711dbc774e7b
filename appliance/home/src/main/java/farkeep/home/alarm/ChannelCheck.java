package farkeep.home.alarm;

import farkeep.home.alarm.Channel.Security;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.URI;
import java.net.URISyntaxException;

/// Whether a channel can work at all, said when it is added rather than in the hour of need.
final class ChannelCheck {
  private static final int TEXT_MAX = 2_000;

  private ChannelCheck() {}

  /// @throws IllegalArgumentException it can't; the message says what to write instead
  static void check(Channel channel) {
    switch (channel) {
      case Channel.Desktop _ -> {}
      case Channel.Webhook(var url, _) -> url(url);
      case Channel.Ntfy(var url, _) -> url(url);
      case Channel.Email email -> email(email);
    }
  }

  private static void url(String url) {
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("%s is no address: %s".formatted(url, e.getMessage()), e);
    }
    boolean http = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
    if (!http || uri.getHost() == null || url.length() > TEXT_MAX) {
      throw new IllegalArgumentException(
          "%s is no address that takes a POST; write https://HOST/PATH".formatted(url));
    }
    if (uri.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "%s: no password in an address, where it would be shown; use --token-file or --token-variable"
              .formatted(uri.getHost()));
    }
  }

  private static void email(Channel.Email email) {
    addresses(email.to());
    addresses(email.from());
    if (!email.server().matches("(\\[[0-9a-fA-F:]+\\]|[^\\s:/]+):[0-9]{1,5}")) {
      throw new IllegalArgumentException(
          "%s is no mail server; write HOST:PORT, such as smtp.example.org:587"
              .formatted(email.server()));
    }
    boolean hasSecret = email.secret() != null;
    if (hasSecret != (email.user() != null)) {
      throw new IllegalArgumentException(
          "a user and a password belong together: give --user and --password-file, or neither");
    }
    if (hasSecret && email.security() == Security.NONE) {
      throw new IllegalArgumentException(
          "no password goes over a connection that is not sealed; use --security starttls or tls");
    }
  }

  private static void addresses(String text) {
    try {
      InternetAddress[] all = InternetAddress.parse(text, true);
      for (InternetAddress each : all) each.validate();
      if (all.length > 0 && text.length() <= TEXT_MAX) return;
    } catch (AddressException e) {
      throw new IllegalArgumentException(
          "%s is no e-mail address: %s".formatted(text, e.getMessage()), e);
    }
    throw new IllegalArgumentException("%s is no e-mail address".formatted(text));
  }
}
