/// Snapshots: the signed record of what a folder held. Pure; the bytes are those of
/// `docs/format.md`.
@org.jspecify.annotations.NullMarked
package farkeep.vault.snapshot;
