/// Cuts content into chunks where the content itself says so, under a secret, so that equal
/// stretches give equal chunks and the lengths of chunks say nothing about what is in them to
/// somebody without the secret.
@org.jspecify.annotations.NullMarked
package farkeep.vault.chunk;
