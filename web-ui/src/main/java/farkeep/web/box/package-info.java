/// The box's status page: HTTP server, page, actions of the host, figures for machines.
@NullMarked
package farkeep.web.box;

import org.jspecify.annotations.NullMarked;
