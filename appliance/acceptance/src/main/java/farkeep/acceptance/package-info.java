/// Real processes of both programs, started and killed as a person or a power cut does it.
@NullMarked
package farkeep.acceptance;

import org.jspecify.annotations.NullMarked;
