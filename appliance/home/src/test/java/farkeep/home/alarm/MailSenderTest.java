package farkeep.home.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import farkeep.home.alarm.Channel.Security;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against a real mail server, plain and over TLS with a certificate made for `localhost`.
class MailSenderTest {
  private static final String STORE_WORD = "changeit";
  private static final Message ALARM =
      new Message(
          Message.Kind.ALARM,
          "1f2e",
          "attic",
          "SILENT 1f2e",
          "Farkeep: box Dachböden is silent",
          "Nothing was heard of it. Straße.",
          HandClock.START);

  private static Path store;

  private GreenMail server;

  @TempDir Path directory;

  /// Once: the mail server reads it once in a process.
  @BeforeAll
  static void certificate(@TempDir Path keys) throws Exception {
    store = keys.resolve("store.p12");
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Process made =
        new ProcessBuilder(
                keytool.toString(),
                "-genkeypair",
                "-alias",
                "mail",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                STORE_WORD)
            .inheritIO()
            .start();
    assertThat(made.waitFor()).isZero();
    System.setProperty("greenmail.tls.keystore.file", store.toString());
    System.setProperty("greenmail.tls.keystore.password", STORE_WORD);
    System.setProperty("greenmail.tls.key.password", STORE_WORD);
  }

  @AfterEach
  void stop() {
    if (server != null) server.stop();
  }

  private int serve(String protocol) throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    server = new GreenMail(new ServerSetup(port, "127.0.0.1", protocol));
    server.setUser("owner@example.org", "owner", "right");
    server.start();
    return port;
  }

  private SSLSocketFactory trusting() throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, STORE_WORD.toCharArray());
    }
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("mail", keys.getCertificate("mail"));
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return context.getSocketFactory();
  }

  private Channel.Email email(String server, Security security, String word) throws IOException {
    if (word == null) {
      return new Channel.Email(
          "owner@example.org", "box@example.org", server, security, null, null);
    }
    Path file = directory.resolve("word");
    Files.writeString(file, word);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return new Channel.Email(
        "owner@example.org",
        "box@example.org",
        server,
        security,
        "owner",
        new Secret(file.toString(), null));
  }

  @Test
  void a_mail_arrives_with_every_letter() throws Exception {
    int port = serve(ServerSetup.PROTOCOL_SMTP);
    String said =
        new MailSender(email("127.0.0.1:" + port, Security.NONE, null), trusting()).send(ALARM);
    assertThat(said).isEqualTo("taken by 127.0.0.1:" + port);
    MimeMessage mail = server.getReceivedMessages()[0];
    assertThat(mail.getSubject()).isEqualTo("Farkeep: box Dachböden is silent");
    assertThat(mail.getContent().toString()).startsWith("Nothing was heard of it. Straße.");
    assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(mail.getFrom()[0]).hasToString("box@example.org");
  }

  @Test
  void a_mail_goes_over_tls_with_a_password() throws Exception {
    int port = serve(ServerSetup.PROTOCOL_SMTPS);
    new MailSender(email("localhost:" + port, Security.TLS, "right"), trusting()).send(ALARM);
    assertThat(server.getReceivedMessages()).hasSize(1);
  }

  @Test
  void a_wrong_password_is_told_as_one() throws Exception {
    int port = serve(ServerSetup.PROTOCOL_SMTPS);
    MailSender sender =
        new MailSender(email("localhost:" + port, Security.TLS, "wrong"), trusting());
    assertThatThrownBy(() -> sender.send(ALARM)).hasMessageContaining("refuses user owner");
  }

  @Test
  void a_certificate_for_another_name_or_from_nobody_is_not_believed() throws Exception {
    int port = serve(ServerSetup.PROTOCOL_SMTPS);
    MailSender otherName =
        new MailSender(email("127.0.0.1:" + port, Security.TLS, "right"), trusting());
    assertThatThrownBy(() -> otherName.send(ALARM)).isInstanceOf(IOException.class);
    MailSender nobody = new MailSender(email("localhost:" + port, Security.TLS, "right"));
    assertThatThrownBy(() -> nobody.send(ALARM)).isInstanceOf(IOException.class);
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  @Test
  void nothing_is_sent_where_the_connection_can_not_be_sealed() throws Exception {
    int port = serve(ServerSetup.PROTOCOL_SMTP);
    MailSender sender =
        new MailSender(email("127.0.0.1:" + port, Security.STARTTLS, "right"), trusting());
    assertThatThrownBy(() -> sender.send(ALARM))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("has not taken the mail");
    assertThat(server.getReceivedMessages()).isEmpty();
  }
}
