package farkeep.store;

/// How much a vault's store keeps.
///
/// @param objects admitted objects, damaged ones included
/// @param packs packs, open ones included
/// @param packBytes bytes of all packs
/// @param freeBytes bytes that may still be admitted before the store is full
/// @param totalBytes bytes of the whole disk
public record StoreUsage(
    long objects, int packs, long packBytes, long freeBytes, long totalBytes) {}
