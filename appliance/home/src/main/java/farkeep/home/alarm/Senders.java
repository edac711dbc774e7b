package farkeep.home.alarm;

/// The real ways to reach the owner.
public final class Senders {
  private Senders() {}

  /// What sends by a channel.
  public static Sender of(Channel channel) {
    return switch (channel) {
      case Channel.Desktop _ -> new DesktopSender(System.getenv());
      case Channel.Webhook webhook -> HttpSender.webhook(webhook);
      case Channel.Ntfy ntfy -> HttpSender.ntfy(ntfy);
      case Channel.Email email -> new MailSender(email);
    };
  }
}
