package farkeep.link.discovery;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceInfo;
import javax.jmdns.impl.JmDNSImpl;

/// Announces a box on one network.
final class Responder implements Closeable {
  /// How long JmDNS rests between two packets: nobody makes it hear more than this allows.
  static final long PACKET_PAUSE_MILLIS = 2;

  /// Which domain, and which type in it.
  static final String TYPE = Announcement.SERVICE + ".local.";

  private static final String LOCAL = ".local";

  private final Lan lan;
  private final JmDNS dns;
  private final ServiceInfo service;
  private Announcement said;

  private Responder(Lan lan, JmDNS dns, ServiceInfo service, Announcement said) {
    this.lan = lan;
    this.dns = dns;
    this.service = service;
    this.said = said;
  }

  /// @throws IOException the network can't be joined
  static Responder open(Lan lan, Announcement first) throws IOException {
    HostNames.use();
    JmDNS dns = JmDNS.create(lan.named(Announcement.HOST), Announcement.HOST, PACKET_PAUSE_MILLIS);
    try {
      ServiceInfo service =
          ServiceInfo.create(TYPE, first.instance(), first.port(), 0, 0, first.text());
      dns.registerService(service);
      return new Responder(lan, dns, service, first);
    } catch (IOException | RuntimeException e) {
      dns.close();
      throw e;
    }
  }

  Lan lan() {
    return lan;
  }

  /// Says this from now on.
  void say(Announcement now) {
    if (now.equals(said)) return;
    said = now;
    service.setText(now.text());
  }

  /// The host's name here, without its domain.
  String host() {
    String name = dns.getHostName();
    int domain = name.indexOf(LOCAL);
    return domain < 0 ? name : name.substring(0, domain);
  }

  /// What it suffers from.
  Optional<String> trouble() {
    int heard = ((JmDNSImpl) dns).getCache().allValues().size();
    if (heard > MulticastAnnouncer.HEARD_MAX) {
      return Optional.of(
          "somebody floods the network with announcements: more than %d are remembered"
              .formatted(MulticastAnnouncer.HEARD_MAX));
    }
    String number = host().replaceAll("^" + Announcement.HOST + "-?", "");
    boolean lost = number.matches("[0-9]+") && tooHigh(number);
    return lost
        ? Optional.of(
            "somebody on the network claims every name up to %s-%d"
                .formatted(Announcement.HOST, MulticastAnnouncer.NAMES_MAX))
        : Optional.empty();
  }

  private static boolean tooHigh(String number) {
    return number.length() > 4 || Integer.parseInt(number) > MulticastAnnouncer.NAMES_MAX;
  }

  @Override
  public void close() throws IOException {
    dns.close();
  }
}
