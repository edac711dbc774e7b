/// The index of a vault's sealed packs: from an object's id to its place.
@org.jspecify.annotations.NullMarked
package farkeep.store.index;
