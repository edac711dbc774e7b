package farkeep.web.http;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/// Answers what HTTP itself forbids, and what failed, with a status and one line that tells nothing
/// of what is inside.
final class PlainErrors extends ErrorHandler {
  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus() < 400 ? 500 : response.getStatus();
    if (status == 503) response.getHeaders().put(HttpHeader.RETRY_AFTER, 10);
    Answer.line(status, line(status)).send(response, callback);
    return true;
  }

  static String line(int status) {
    return switch (status) {
      case 400 -> "400 This is not a request that can be understood.";
      case 404 -> "404 There is nothing here.";
      case 408 -> "408 The request did not arrive in time.";
      case 413 -> "413 The request is too long.";
      case 414, 431 -> status + " The request's address or header fields are too long.";
      case 505 -> "505 Ask with HTTP/1.1.";
      default -> status + " The request can't be answered.";
    };
  }
}
