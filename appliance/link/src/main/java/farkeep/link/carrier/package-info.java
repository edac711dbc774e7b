/// How links between peers are carried: the port, what listeners prove themselves with, and which
/// carrier is taken.
@org.jspecify.annotations.NullMarked
package farkeep.link.carrier;
