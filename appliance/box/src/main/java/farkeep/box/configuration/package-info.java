/// The settings of a box: from `farkeep-box.conf`, overridden by flags. Described in `docs/box.md`.
@NullMarked
package farkeep.box.configuration;

import org.jspecify.annotations.NullMarked;
