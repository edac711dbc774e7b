package farkeep.web.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// Stands before every page: counts requests, knows the server's names, and lets only the server's
/// own pages ask for a change.
final class Guard extends Handler.Wrapper {
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  private final HostNames names;
  private final RequestRate rate;
  private final BiFunction<Request, Refusal, String> texts;

  Guard(
      HostNames names,
      InstantSource clock,
      BiFunction<Request, Refusal, String> texts,
      Handler inner) {
    super(inner);
    this.names = names;
    this.rate = new RequestRate(clock);
    this.texts = texts;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Answer.protect(response.getHeaders());
    Refusal refusal = refusal(request);
    if (refusal == null) return super.handle(request, response, callback);
    if (refusal == Refusal.TOO_MANY) response.getHeaders().put(HttpHeader.RETRY_AFTER, 1);
    Answer.line(refusal.status(), texts.apply(request, refusal)).send(response, callback);
    return true;
  }

  private @Nullable Refusal refusal(Request request) {
    if (!rate.allows(client(request))) return Refusal.TOO_MANY;
    String host = request.getHeaders().get(HttpHeader.HOST);
    if (host == null || !names.allows(host)) return Refusal.WRONG_HOST;
    HttpURI uri = request.getHttpURI();
    if (uri.getHost() != null && !names.allows(authority(uri))) return Refusal.WRONG_HOST;
    if (SAFE.contains(request.getMethod())) return null;
    return isOurs(request.getHeaders(), host) ? null : Refusal.FOREIGN;
  }

  private static String authority(HttpURI uri) {
    return uri.getPort() > 0 ? uri.getHost() + ":" + uri.getPort() : uri.getHost();
  }

  /// Who asks; what has no address of its own counts as this machine.
  private static InetAddress client(Request request) {
    return request.getConnectionMetaData().getRemoteSocketAddress()
                instanceof InetSocketAddress remote
            && remote.getAddress() instanceof InetAddress address
        ? address
        : InetAddress.getLoopbackAddress();
  }

  /// Whether a browser says that our own page asks. On plain HTTP browsers send Origin only, and
  /// elsewhere both: whatever is there must be right, and one of them must be.
  static boolean isOurs(HttpFields headers, String host) {
    List<String> sites = headers.getValuesList("Sec-Fetch-Site");
    List<String> origins = headers.getValuesList(HttpHeader.ORIGIN);
    if (sites.isEmpty() && origins.isEmpty()) return false;
    return sites.stream().allMatch("same-origin"::equals)
        && origins.stream().allMatch(("http://" + host)::equalsIgnoreCase);
  }
}
