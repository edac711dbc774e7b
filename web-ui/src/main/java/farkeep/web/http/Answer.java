package farkeep.web.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// One whole answer, small enough to be held in memory.
///
/// @param status of HTTP
/// @param type of the body, with its character set
public record Answer(int status, String type, byte[] body) {
  /// Only our own style sheet and pictures; no script, no frame, no form to elsewhere.
  static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none';"
          + " frame-ancestors 'none'";

  /// An HTML page.
  public static Answer html(int status, String text) {
    return new Answer(status, "text/html; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  /// A text for programs.
  public static Answer of(String type, String text) {
    return new Answer(200, type, text.getBytes(StandardCharsets.UTF_8));
  }

  /// One plain line.
  public static Answer line(int status, String text) {
    return new Answer(
        status, "text/plain; charset=utf-8", (text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /// Puts what every answer carries. The referrer stays within the page, for with `no-referrer`
  /// browsers send `Origin: null` from our own forms (Fetch standard, "append a request Origin
  /// header").
  static void protect(HttpFields.Mutable headers) {
    headers.put("Content-Security-Policy", CONTENT_SECURITY_POLICY);
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("X-Frame-Options", "DENY");
    headers.put("Referrer-Policy", "same-origin");
    headers.put("Cross-Origin-Resource-Policy", "same-origin");
    headers.put("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
    headers.put(HttpHeader.CACHE_CONTROL, "no-store");
  }

  /// Sends it.
  public void send(Response response, Callback callback) {
    response.setStatus(status);
    HttpFields.Mutable headers = response.getHeaders();
    protect(headers);
    headers.put(HttpHeader.CONTENT_TYPE, type);
    headers.put(HttpHeader.CONTENT_LENGTH, body.length);
    response.write(true, ByteBuffer.wrap(body), callback);
  }
}
