/// How often a proof is tried, from which seeds, and what is written about it.
@org.jspecify.annotations.NullMarked
package farkeep.testkit.proof;
