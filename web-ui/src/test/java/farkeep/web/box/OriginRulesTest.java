package farkeep.web.box;

import static farkeep.web.box.Script.FORM;
import static farkeep.web.box.Script.HOST;
import static farkeep.web.box.Script.post;
import static farkeep.web.box.Script.with;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class OriginRulesTest extends ScriptedRequests {
  private static final Duration OPEN = Duration.ofMinutes(3);
  private static final String OURS = "Origin: http://farkeep.local";
  private static final String SAME = "Sec-Fetch-Site: same-origin";

  private static Script blink(String name, int status, String... evidence) {
    String[] fields = Arrays.copyOf(evidence, evidence.length + 2);
    fields[evidence.length] = HOST;
    fields[evidence.length + 1] = FORM;
    return post(name, "blink", "", status, fields);
  }

  @TestFactory
  Stream<DynamicTest> only_our_own_page_asks_for_a_change() {
    return run(
        OPEN,
        List.of(
            blink("our origin", 303, OURS),
            blink("same origin by the browser's word", 303, SAME),
            blink("both", 303, OURS, SAME),
            blink("neither", 403),
            blink("a foreign origin", 403, "Origin: http://evil.example"),
            blink("a hidden origin", 403, "Origin: null"),
            blink("our name by HTTPS", 403, "Origin: https://farkeep.local"),
            blink("our name, another port", 403, "Origin: http://farkeep.local:81"),
            blink("an origin that begins like ours", 403, "Origin: http://farkeep.local.evil"),
            blink("our address for our name", 403, "Origin: http://127.0.0.1"),
            blink("two origins", 403, OURS, "Origin: http://evil.example"),
            blink("an empty origin", 403, "Origin: "),
            blink("cross-site", 403, "Sec-Fetch-Site: cross-site"),
            blink("same site, another origin", 403, "Sec-Fetch-Site: same-site"),
            blink("typed by hand", 403, "Sec-Fetch-Site: none"),
            blink("cross-site with our origin", 403, OURS, "Sec-Fetch-Site: cross-site"),
            blink("same origin with a foreign one", 403, SAME, "Origin: http://evil.example"),
            blink("two words on the site", 403, SAME, "Sec-Fetch-Site: cross-site"),
            blink("only a referrer", 403, "Referer: http://farkeep.local/actions"),
            with("PUT from elsewhere", "PUT / HTTP/1.1", 403, HOST, "Origin: http://evil.example"),
            with("a method nobody knows", "STEAL / HTTP/1.1", 403, HOST),
            with("reading from elsewhere", "GET / HTTP/1.1", 200, HOST, "Origin: http://evil")));
  }

  @TestFactory
  Stream<DynamicTest> nothing_is_done_while_the_window_is_closed() {
    return run(
        Duration.ZERO,
        Arrays.stream(HostAction.Kind.values())
            .map(ActionForms::name)
            .map(name -> post(name + " in a closed window", name, "hours=3", 403))
            .toList());
  }
}
