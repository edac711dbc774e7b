/// A disk in memory that can lose power, and the contract that it and the real one pass.
@org.jspecify.annotations.NullMarked
package farkeep.testkit.disk;
