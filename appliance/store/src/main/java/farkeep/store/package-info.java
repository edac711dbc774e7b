/// What a box keeps of a vault: sealed objects in packs, their index, the head log and the vault
/// log.
@org.jspecify.annotations.NullMarked
package farkeep.store;
