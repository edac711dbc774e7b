/// What the box says to the service manager that started it.
@NullMarked
package farkeep.box.service;

import org.jspecify.annotations.NullMarked;
