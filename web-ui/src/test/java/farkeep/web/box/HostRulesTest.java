package farkeep.web.box;

import static farkeep.web.box.Script.get;
import static farkeep.web.box.Script.with;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class HostRulesTest extends ScriptedRequests {
  private static final String GET = "GET / HTTP/1.1";

  private static Script host(String name, String host, int status) {
    return with(name, GET, status, "Host: " + host);
  }

  @TestFactory
  Stream<DynamicTest> only_our_own_names_are_answered() {
    return run(
        Duration.ZERO,
        List.of(
            host("our name", "farkeep.local", 200),
            host("our name with a port", "farkeep.local:8080", 200),
            host("our name in capitals", "FARKEEP.LOCAL", 200),
            host("localhost", "localhost", 200),
            host("loopback", "127.0.0.1:8080", 200),
            host("a private address", "192.168.178.40", 200),
            host("another private address", "10.0.2.15:80", 200),
            host("a private address of 172", "172.31.0.1", 200),
            host("a link-local address", "169.254.7.7", 200),
            host("IPv6 loopback", "[::1]:8080", 200),
            host("an IPv6 unique local address", "[fd00::1]", 200),
            host("a foreign name", "evil.example", 421),
            host("a foreign name with our port", "evil.example:8080", 421),
            host("a name that ends like ours", "evil-farkeep.local", 421),
            host("a name under ours", "www.farkeep.local", 421),
            host("a name that begins like ours", "farkeep.local.evil.example", 421),
            host("our name with a dot behind", "farkeep.local.", 421),
            host("a public address", "93.184.216.34", 421),
            host("a public IPv6 address", "[2001:db8::1]", 421),
            host("172 that is not private", "172.32.0.1", 421),
            host("an address as one number", "2130706433", 421),
            host("an address in hexadecimal", "0x7f000001", 421),
            host("an address of three parts", "127.0.1", 421),
            host("a name like an address", "192.168.1.1.evil.example", 421)));
  }

  @TestFactory
  Stream<DynamicTest> a_request_has_one_host() {
    return run(
        Duration.ZERO,
        List.of(
            with("no host", GET, 400),
            host("an empty host", "", 400),
            with("two hosts", GET, 400, "Host: farkeep.local", "Host: farkeep.local"),
            with("no host in HTTP/1.0", "GET / HTTP/1.0", 421),
            host("a port beyond all", "farkeep.local:99999", 400),
            host("a port of letters", "farkeep.local:http", 400),
            host("a user before the name", "farkeep.local@evil.example", 400),
            with(
                "a foreign target with our host",
                "GET http://evil.example/ HTTP/1.1",
                400,
                "Host: farkeep.local"),
            with(
                "our target with our host",
                "GET http://farkeep.local/ HTTP/1.1",
                200,
                "Host: farkeep.local"),
            get("the page", "/", 200)));
  }
}
