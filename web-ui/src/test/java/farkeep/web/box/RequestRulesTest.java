package farkeep.web.box;

import static farkeep.web.box.Script.FORM;
import static farkeep.web.box.Script.HOST;
import static farkeep.web.box.Script.ORIGIN;
import static farkeep.web.box.Script.get;
import static farkeep.web.box.Script.post;
import static farkeep.web.box.Script.with;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class RequestRulesTest extends ScriptedRequests {
  private static final Duration OPEN = Duration.ofMinutes(3);

  @TestFactory
  Stream<DynamicTest> methods_that_a_path_does_not_know_are_refused() {
    return run(
        OPEN,
        List.of(
            with("PUT", "PUT / HTTP/1.1", 405, HOST, ORIGIN),
            with("DELETE", "DELETE /actions HTTP/1.1", 405, HOST, ORIGIN),
            with("PATCH", "PATCH /health.json HTTP/1.1", 405, HOST, ORIGIN),
            with("OPTIONS", "OPTIONS / HTTP/1.1", 405, HOST),
            with("TRACE", "TRACE / HTTP/1.1", 405, HOST),
            with("small letters", "get / HTTP/1.1", 403, HOST),
            with("POST to the page", "POST / HTTP/1.1", 405, HOST, ORIGIN, "Content-Length: 0"),
            get("GET of an action", "/actions/blink", 405),
            with("HEAD of the page", "HEAD / HTTP/1.1", 200, HOST)));
  }

  @TestFactory
  Stream<DynamicTest> paths_that_are_not_ours_are_refused() {
    return run(
        OPEN,
        List.of(
            get("nothing there", "/nothing", 404),
            get("the folder of actions", "/actions/", 404),
            get("another case", "/Health.json", 404),
            get("a file of the program", "/status.html", 404),
            get("the texts", "/messages.properties", 404),
            get("a class", "/farkeep/web/box/StatusServer.class", 404),
            get("up and out", "/../../etc/passwd", 400),
            get("up and out in code", "/%2e%2e/%2e%2e/etc/passwd", 400),
            get("a slash in code", "/actions%2fblink", 400),
            get("an end in code", "/health.json%00.css", 400),
            get("a parameter in the path", "/;a=b/actions", 400),
            get("two slashes", "//actions", 400),
            get("code that is cut", "/%f", 400),
            post("an action nobody knows", "delete-everything", "", 404),
            post("an action in capitals", "BLINK", "", 404)));
  }

  @TestFactory
  Stream<DynamicTest> parameters_are_understood_or_refused() {
    return run(
        OPEN,
        List.of(
            get("German", "/?lang=de", 200),
            get("a language we don't speak", "/?lang=fr", 400),
            get("markup for a language", "/?lang=%3Cscript%3E", 400),
            get("a language twice", "/?lang=de&lang=en", 400),
            get("a path for a language", "/?lang=../de", 400),
            get("a cut code", "/?lang=%d", 400),
            get("code that is no UTF-8", "/?x=%ff%fe", 400),
            get("a control letter", "/?x=%07", 400),
            get("too many fields", "/?" + fields(40), 400),
            get("a sentence to tell", "/?told=You+are+hacked", 400),
            get("a number nobody gave", "/?told=0123456789abcdef", 200),
            get("an expression", "/?x=$%7B7*7%7D", 200)));
  }

  private static String fields(int count) {
    StringBuilder fields = new StringBuilder();
    for (int i = 0; i < count; i++) fields.append('f').append(i).append("=1&");
    return fields.toString();
  }

  @TestFactory
  Stream<DynamicTest> forms_are_understood_or_refused() {
    return run(
        OPEN,
        List.of(
            post("a pause", "pause", "hours=3", 303),
            post("JSON", "pause", "{}", 415, HOST, ORIGIN, "Content-Type: application/json"),
            post("plain text", "pause", "hours=3", 415, HOST, ORIGIN, "Content-Type: text/plain"),
            post("no type", "pause", "hours=3", 415, HOST, ORIGIN),
            post("a type like ours", "pause", "", 415, HOST, ORIGIN, FORM + "x"),
            post(
                "a type with a character set", "blink", "", 303, HOST, ORIGIN, FORM + ";charset=x"),
            post("a body too long", "pause", "hours=3&x=" + "x".repeat(17_000), 413),
            post("the longest body", "pause", "hours=3&x=" + "x".repeat(16_374), 303),
            post("too many fields", "pause", fields(40), 400),
            post("a field twice", "pause", "hours=3&hours=4", 400),
            post("code that is cut", "pause", "hours=%3", 400),
            post("a letter that must be coded", "pause", "hours=\u00fc", 400),
            chunked("chunks", "7\r\nhours=3\r\n0\r\n\r\n", 303),
            chunked("chunks too long", "4e20\r\n" + "x".repeat(20_000) + "\r\n0\r\n\r\n", 413),
            chunked("a chunk of no length", "zz\r\nhours=3\r\n0\r\n\r\n", 400)));
  }

  private static Script chunked(String name, String body, int status) {
    Script empty =
        with(
            name,
            "POST /actions/pause HTTP/1.1",
            status,
            HOST,
            ORIGIN,
            FORM,
            "Transfer-Encoding: chunked");
    return new Script(name, empty.line(), empty.fields(), body, status);
  }

  @TestFactory
  Stream<DynamicTest> what_is_not_http_is_refused() {
    String get = "GET / HTTP/1.1";
    return run(
        OPEN,
        List.of(
            with("fields too long", get, 431, HOST, "X: " + "x".repeat(9_000)),
            with("too many fields", get, 431, HOST + "\r\nX: y".repeat(2_000)),
            get("an address too long", "/" + "x".repeat(9_000), 414),
            with("a field without a name", get, 400, HOST, ": x"),
            with("a space before the colon", get, 400, HOST, "X : y"),
            with("a folded field", get, 400, HOST, "X: y", " z"),
            with("an end in a field", get, 400, HOST, "X: \0"),
            with("two lengths", get, 400, HOST, "Content-Length: 1", "Content-Length: 2"),
            with("a negative length", get, 400, HOST, "Content-Length: -1"),
            with("a length of letters", get, 400, HOST, "Content-Length: x"),
            with(
                "length and chunks",
                get,
                400,
                HOST,
                "Content-Length: 3",
                "Transfer-Encoding: chunked"),
            with("HTTP/3", "GET / HTTP/3.0", 505, HOST),
            with("HTTP/0.9", "GET /", 505),
            with("no method", " / HTTP/1.1", 400, HOST),
            with("TLS", "\u0016\u0003\u0001\u0002\0\u0001\0", 400)));
  }
}
