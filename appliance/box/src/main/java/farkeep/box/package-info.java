/// The box: keeps the vaults of its owners, and serves their home nodes. Wired here, out of the
/// packages below.
package farkeep.box;
