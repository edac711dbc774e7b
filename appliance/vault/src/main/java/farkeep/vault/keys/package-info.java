/// The keys of a vault: the recovery key and its sheet, device keys, key spaces with their roots,
/// and what is sealed under them beside objects. Pure: bytes in, bytes out; chance comes in.
@org.jspecify.annotations.NullMarked
package farkeep.vault.keys;
