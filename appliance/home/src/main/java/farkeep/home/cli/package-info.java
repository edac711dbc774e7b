/// The command `farkeep`: what its owner types and sees. The real ports are made and wired here.
@NullMarked
package farkeep.home.cli;

import org.jspecify.annotations.NullMarked;
