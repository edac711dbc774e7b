/// HTTP for pages in a house: every bound and every rule against strangers, and nothing of what the
/// pages show.
@NullMarked
package farkeep.web.http;

import org.jspecify.annotations.NullMarked;
