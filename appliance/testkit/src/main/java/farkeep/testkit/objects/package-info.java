/// Objects that are well formed and mean nothing.
@NullMarked
package farkeep.testkit.objects;

import org.jspecify.annotations.NullMarked;
