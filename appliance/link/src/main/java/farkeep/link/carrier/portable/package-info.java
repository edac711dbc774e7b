/// The carrier in pure Java, over kwik.
///
/// Everything that knows what kwik does beyond its documentation is in [KwikConnection], [Nudges],
/// [KwikSocket] and [Gate]; read `docs/decisions/0043-around-kwik.md` with them.
@org.jspecify.annotations.NullMarked
package farkeep.link.carrier.portable;
