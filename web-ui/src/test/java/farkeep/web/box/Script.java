package farkeep.web.box;

import java.util.Arrays;

/// A request with a name and the status that it must get.
///
/// @param fields header fields after the first line
record Script(String name, String line, String fields, String body, int status) {
  static final String HOST = "Host: farkeep.local";
  static final String ORIGIN = "Origin: http://farkeep.local";
  static final String FORM = "Content-Type: application/x-www-form-urlencoded";

  static Script get(String name, String target, int status) {
    return new Script(name, "GET " + target + " HTTP/1.1", lines(HOST), "", status);
  }

  static Script post(String name, String action, String body, int status) {
    return post(name, action, body, status, HOST, ORIGIN, FORM);
  }

  static Script post(String name, String action, String body, int status, String... fields) {
    return new Script(
        name,
        "POST /actions/" + action + " HTTP/1.1",
        lines(fields) + lines("Content-Length: " + body.length()),
        body,
        status);
  }

  static Script with(String name, String line, int status, String... fields) {
    return new Script(name, line, lines(fields), "", status);
  }

  private static String lines(String... fields) {
    StringBuilder lines = new StringBuilder();
    Arrays.stream(fields).forEach(field -> lines.append(field).append("\r\n"));
    return lines.toString();
  }

  String request() {
    return line + "\r\n" + fields + "Connection: close\r\n\r\n" + body;
  }
}
