/// The ports as this machine has them: virtual threads, its clocks, its randomness. Made in `main`
/// only; all other code gets ports by constructor.
@NullMarked
package farkeep.objects.system;

import org.jspecify.annotations.NullMarked;
