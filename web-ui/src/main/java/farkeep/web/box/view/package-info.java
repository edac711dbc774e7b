/// What the status page shows, as plain immutable data. Texts in it are already in the reader's
/// language; instants and figures are not yet written out. What nobody measured is absent, and what
/// is absent is not shown.
@NullMarked
package farkeep.web.box.view;

import org.jspecify.annotations.NullMarked;
