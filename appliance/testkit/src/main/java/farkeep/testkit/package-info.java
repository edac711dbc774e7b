/// What tests of several modules share. Chance here comes from a seed that a failing test prints.
@NullMarked
package farkeep.testkit;

import org.jspecify.annotations.NullMarked;
