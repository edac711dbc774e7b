/// The box's catalogue: what pages and commands ask, all of it made anew when it is lost.
@org.jspecify.annotations.NullMarked
package farkeep.store.catalogue;
