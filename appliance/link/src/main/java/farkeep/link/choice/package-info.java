/// Which carrier is taken.
@org.jspecify.annotations.NullMarked
package farkeep.link.choice;
