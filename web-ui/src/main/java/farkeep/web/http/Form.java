package farkeep.web.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/// The fields of a form or a query: `application/x-www-form-urlencoded`, in UTF-8, each name once.
public final class Form {
  private Form() {}

  /// Reads the body of a request, and waits for it.
  ///
  /// @throws FormException it is not such a form, not whole, or longer than [Bounds#BODY_BYTES_MAX]
  public static Map<String, String> read(Request request) throws FormException {
    String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
    String essence = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!essence.equals("application/x-www-form-urlencoded")) {
      throw new FormException(415, "send application/x-www-form-urlencoded");
    }
    if (request.getLength() > Bounds.BODY_BYTES_MAX) throw tooLong();
    byte[] body = body(request);
    if (body.length > Bounds.BODY_BYTES_MAX) throw tooLong();
    return fields(new String(body, StandardCharsets.ISO_8859_1));
  }

  private static byte[] body(Request request) throws FormException {
    try (InputStream in = Content.Source.asInputStream(request)) {
      return in.readNBytes(Bounds.BODY_BYTES_MAX + 1);
    } catch (IOException | RuntimeException e) { // chunks that are none, an idle or lost client
      throw new FormException(400, "send the whole form");
    }
  }

  private static FormException tooLong() {
    return new FormException(413, "send at most " + Bounds.BODY_BYTES_MAX + " bytes");
  }

  /// Takes fields apart.
  ///
  /// @param encoded `a=1&b=%C3%A4`; empty holds no field
  /// @throws FormException a letter that can't stand there, a name twice, or too many fields
  public static Map<String, String> fields(String encoded) throws FormException {
    Map<String, String> fields = new LinkedHashMap<>();
    if (encoded.isEmpty()) return fields;
    for (String field : encoded.split("&", Bounds.FIELDS_MAX + 1)) {
      String[] parts = field.split("=", 2);
      String value = parts.length == 2 ? parts[1] : "";
      if (fields.size() >= Bounds.FIELDS_MAX) {
        throw new FormException(400, "send at most " + Bounds.FIELDS_MAX + " fields");
      }
      if (fields.put(decoded(parts[0]), decoded(value)) != null) {
        throw new FormException(400, "send each field once");
      }
    }
    return fields;
  }

  private static String decoded(String text) throws FormException {
    ByteBuffer bytes = ByteBuffer.allocate(text.length());
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter == '%') {
        bytes.put((byte) (hex(text, i + 1) * 16 + hex(text, i + 2)));
        i += 2;
      } else if (letter == '+') {
        bytes.put((byte) ' ');
      } else if (letter > ' ' && letter < 0x7f) {
        bytes.put((byte) letter);
      } else {
        throw notEncoded();
      }
    }
    return utf8(bytes.flip());
  }

  private static int hex(String text, int at) throws FormException {
    int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
    if (digit < 0) throw notEncoded();
    return digit;
  }

  private static String utf8(ByteBuffer bytes) throws FormException {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
      if (text.chars().anyMatch(c -> Character.isISOControl(c))) throw notEncoded();
      return text;
    } catch (CharacterCodingException e) {
      throw notEncoded();
    }
  }

  private static FormException notEncoded() {
    return new FormException(400, "send fields as percent-encoded UTF-8, without control letters");
  }
}
