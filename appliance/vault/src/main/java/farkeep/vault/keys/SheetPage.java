package farkeep.vault.keys;

import farkeep.objects.log.BoxRecord;
import java.time.LocalDate;
import java.util.List;

/// The recovery sheet as a page to print: code, QR code, boxes, and what to do in plain words. It
/// loads nothing from anywhere.
public final class SheetPage {
  private SheetPage() {}

  /// The page in HTML.
  ///
  /// @param boxes where the data is, as the vault log knows them; may be empty
  /// @param printed the date on the page
  public static String html(RecoverySheet sheet, List<NamedBox> boxes, LocalDate printed) {
    StringBuilder code = new StringBuilder();
    List<String> groups = sheet.groups();
    for (int i = 0; i < groups.size(); i++) {
      code.append("<li><small>%d</small> %s</li>".formatted(i + 1, groups.get(i)));
    }
    StringBuilder places = new StringBuilder();
    for (NamedBox box : boxes) places.append(row(box));
    if (boxes.isEmpty()) {
      places.append(
          "<tr><td colspan=\"3\">No box is paired yet. Print again once one is.</td></tr>");
    }
    return PAGE.formatted(printed, sheet.vaultStart(), QrCode.of(sheet.text()).svg(), code, places);
  }

  private static String row(NamedBox box) {
    String addresses =
        String.join("<br>", box.record().addresses().stream().map(SheetPage::plain).toList());
    return "<tr><td>%s</td><td><code>%s</code></td><td>%s</td></tr>"
        .formatted(plain(box.name()), spaced(box.record().box().toString()), addresses);
  }

  private static String spaced(String hex) {
    return hex.replaceAll("(.{8})(?!$)", "$1 ");
  }

  private static String plain(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8"><title>Farkeep recovery sheet</title>
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <style>
      body { font: 11pt/1.4 sans-serif; max-width: 18cm; margin: 1cm auto; color: #000; background: #fff }
      svg { width: 5.5cm; float: right }
      ol.code { list-style: none; padding: 0; display: grid; grid-template-columns: repeat(3, max-content); gap: .3em 1.4em;
        font: 15pt monospace }
      ol.code small { font-size: 8pt; color: #555 }
      table { border-collapse: collapse; width: 100%% }
      td, th { border: 1px solid #999; padding: .2em .4em; text-align: left; vertical-align: top }
      code { font-size: 9pt }
      </style></head><body>
      <h1>Farkeep recovery sheet</h1>
      <p>Printed %1$s for vault <code>%2$s…</code>.</p>
      %3$s
      <p><strong>Whoever has this sheet can read everything in the vault. Without it, nobody can help you once your own
      computers are gone.</strong> Keep it where neither fire nor thieves reach both it and your computer.</p>
      <ol class="code">%4$s</ol>
      <p>There is no letter I, L, O or U in the code: what looks like one is 1 or 0. The last character of each group checks
      the group.</p>
      <h2>Where the data is</h2>
      <table><tr><th>Box</th><th>Fingerprint</th><th>Addresses</th></tr>%5$s</table>
      <h2>To get everything back on a new computer</h2>
      <ol>
      <li>Install Farkeep.</li>
      <li>Make sure that the computer can reach one of the boxes above: the surest way is to connect both to one network. If the
      box itself is broken, take its disk out and connect that to the computer.</li>
      <li>Type <code>farkeep recover</code> and answer what it asks: the code above, and where the box or its disk is. Compare
      the fingerprint that it shows with the one above.</li>
      <li>It lists your folders and asks where to put them. You may stop at any time and go on later.</li>
      <li>Print a new sheet when it says so.</li>
      </ol>
      </body></html>
      """;

  /// A box with the name that its owner gave it.
  public record NamedBox(String name, BoxRecord record) {}
}
