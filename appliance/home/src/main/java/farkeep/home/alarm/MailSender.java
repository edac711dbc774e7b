package farkeep.home.alarm;

import farkeep.home.alarm.Channel.Security;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/// Sends an e-mail through a server that takes mail for delivery (RFC 6409).
final class MailSender implements Sender {
  private static final String MILLIS_MAX = "15000";

  private final Channel.Email channel;
  private final SSLSocketFactory tls;

  MailSender(Channel.Email channel) {
    this(channel, (SSLSocketFactory) SSLSocketFactory.getDefault());
  }

  /// @param tls whose certificates are believed
  MailSender(Channel.Email channel, SSLSocketFactory tls) {
    this.channel = channel;
    this.tls = tls;
  }

  @Override
  public String send(Message message) throws IOException {
    String password = password();
    try {
      MimeMessage mail = mail(Session.getInstance(properties()), message);
      Transport.send(mail, channel.user(), password);
      return "taken by " + channel.server();
    } catch (AuthenticationFailedException e) {
      throw new IOException(
          "%s refuses user %s: check --user and its password (some want one made for programs)"
              .formatted(channel.server(), channel.user()),
          e);
    } catch (MessagingException e) {
      throw new IOException(
          "%s has not taken the mail: %s".formatted(channel.server(), reason(e)), e);
    }
  }

  private @Nullable String password() throws IOException {
    return channel.secret() == null ? null : channel.secret().read();
  }

  private MimeMessage mail(Session session, Message message) throws MessagingException {
    MimeMessage mail = new MimeMessage(session);
    mail.setFrom(new InternetAddress(channel.from(), true));
    mail.setRecipients(
        jakarta.mail.Message.RecipientType.TO, InternetAddress.parse(channel.to(), true));
    mail.setSubject(message.title(), StandardCharsets.UTF_8.name());
    mail.setText(
        message.text() + "\n\n-- \nFarkeep, at " + Words.time(message.at()) + "\n",
        StandardCharsets.UTF_8.name());
    mail.setSentDate(Date.from(message.at()));
    mail.setHeader("Auto-Submitted", "auto-generated");
    return mail;
  }

  private Properties properties() {
    int colon = channel.server().lastIndexOf(':');
    String host = channel.server().substring(0, colon).replaceAll("[\\[\\]]", "");
    boolean direct = channel.security() == Security.TLS;
    String smtp = direct ? "mail.smtps." : "mail.smtp.";
    Properties properties = new Properties();
    properties.setProperty("mail.transport.protocol", direct ? "smtps" : "smtp");
    properties.setProperty("mail.transport.protocol.rfc822", direct ? "smtps" : "smtp");
    properties.setProperty(smtp + "host", host);
    properties.setProperty(smtp + "port", channel.server().substring(colon + 1));
    properties.setProperty(smtp + "auth", Boolean.toString(channel.user() != null));
    properties.setProperty(smtp + "localhost", domain(channel.from()));
    for (String which : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
      properties.setProperty(smtp + which, MILLIS_MAX);
    }
    boolean sealed = channel.security() == Security.STARTTLS;
    properties.setProperty(smtp + "starttls.enable", Boolean.toString(sealed));
    properties.setProperty(smtp + "starttls.required", Boolean.toString(sealed));
    properties.setProperty(smtp + "ssl.checkserveridentity", "true");
    properties.put(smtp + "ssl.socketFactory", tls);
    return properties;
  }

  private static String domain(String address) {
    return address.substring(address.lastIndexOf('@') + 1).replace(">", "").strip();
  }

  /// The words of the innermost cause: the outer ones only say that something failed.
  private static String reason(MessagingException e) {
    Throwable last = e;
    while (last.getCause() != null) last = last.getCause();
    String words = last.getMessage() == null ? last.toString() : last.getMessage();
    return words.replaceAll("\\s+", " ").strip();
  }
}
