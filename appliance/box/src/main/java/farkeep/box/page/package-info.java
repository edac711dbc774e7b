/// What the box gives its status page to show, and does when the host asks for something there.
@NullMarked
package farkeep.box.page;

import org.jspecify.annotations.NullMarked;
