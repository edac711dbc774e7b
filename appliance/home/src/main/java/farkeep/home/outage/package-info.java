/// Why a box is, or was, away: evidence from both sides in, the likely cause out.
@NullMarked
package farkeep.home.outage;

import org.jspecify.annotations.NullMarked;
