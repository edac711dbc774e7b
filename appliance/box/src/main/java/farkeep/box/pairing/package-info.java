/// Taking vaults in: the pairing window of the box, and what it does for a home that has the code.
package farkeep.box.pairing;
