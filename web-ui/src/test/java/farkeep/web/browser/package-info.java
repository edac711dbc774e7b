/// Pages in a real browser, for the tests of every program that has one.
@NullMarked
package farkeep.web.browser;

import org.jspecify.annotations.NullMarked;
