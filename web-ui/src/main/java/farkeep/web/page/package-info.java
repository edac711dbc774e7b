/// Making HTML: templates, languages, words for figures, charts and QR codes as SVG paths.
@NullMarked
package farkeep.web.page;

import org.jspecify.annotations.NullMarked;
