/// Pack files: their header, records, commit records and footer, byte by byte as in
/// `docs/format.md`.
@org.jspecify.annotations.NullMarked
package farkeep.store.pack;
