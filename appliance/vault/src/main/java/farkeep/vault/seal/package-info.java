/// Sealing and opening of objects: compression, padding, tag, encryption, id. Pure: bytes in, bytes
/// out; the bytes are those of `docs/format.md`.
@org.jspecify.annotations.NullMarked
package farkeep.vault.seal;
