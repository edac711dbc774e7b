/// What is wrong with this set-up, in words: the checks behind `farkeep doctor`. They read files of
/// this machine and what the node says of itself, and change nothing.
@org.jspecify.annotations.NullMarked
package farkeep.home.doctor;
