package farkeep.simulation;

import java.time.Duration;

/// One thing that happens in a run.
///
/// @param kind what
/// @param home which home it is about; counted round when there are fewer
/// @param box which box it is about; counted round when there are fewer
/// @param seed of every choice that it makes, so that it does the same when others are left out
/// @param pause until the next operation
record Operation(Kind kind, int home, int box, long seed, Duration pause) {
  /// What can happen.
  enum Kind {
    /// A user writes a new file.
    WRITE(8),
    /// A user appends to a file.
    APPEND(4),
    /// A user changes bytes inside a file.
    CHANGE(5),
    /// A user renames a file or a directory.
    RENAME(4),
    /// A user deletes a file, or a directory with all below.
    DELETE(4),
    /// A user makes a directory.
    MAKE_DIRECTORY(3),
    /// A pass to each box of a home begins.
    SYNC(16),
    /// A folder is restored into an empty directory, and compared.
    RESTORE(5),
    /// A box loses its power, and has it back after a while.
    CUT_POWER(6),
    /// The program of a box ends without a word, its machine goes on.
    KILL_BOX(2),
    /// The program of a home ends without a word, and is started again.
    KILL_HOME(4),
    /// The same, and what a home can learn again from its boxes is cut short or gone meanwhile.
    DAMAGE_STATE(2),
    /// A copy is made of a home's state.
    SAVE_HOME(2),
    /// A home gets the copy of its state back in place of the state.
    PUT_HOME_BACK(1),
    /// Somebody presses the button of a box, and types a code at a home.
    PAIR(1),
    /// All links of a box or home break.
    BREAK_LINKS(4),
    /// A box or home is cut off for a while.
    CUT_OFF(3),
    /// A stream stands still for a while.
    STALL(3),
    /// Everything takes longer from now on.
    DELAY(2),
    /// One of the next changes of a box's disk fails, or a force does.
    FAIL_DISK(4),
    /// The next reads of a box's disk fail.
    FAIL_READS(2),
    /// A box's disk has little room for a while.
    FILL_DISK(2),
    /// A box's disk takes its time from now on.
    SLOW_DISK(2),
    /// A box's index is damaged or lost while its power is off.
    DAMAGE_INDEX(2),
    /// A copy is made of a box's disk.
    SAVE_IMAGE(2),
    /// A box gets the copy of its disk back in place of the disk.
    PUT_IMAGE_BACK(1),
    /// A box is from now on at another address of the same name.
    MOVE_BOX(2),
    /// The clock of a home or box jumps, stands still, or is put right.
    CLOCK(4),
    /// A home loses all its state but its folder, and recovers from the sheet and a box.
    LOSE_HOME(1),
    /// Somebody who has a valid device key does what no home does.
    ATTACK(3),
    /// A box's disk forces nothing from now on, and says it does.
    LYING_DISK(1, true),
    /// Bits of a box's disk flip.
    ROT(1, true);

    /// How often it happens, beside the others.
    final int weight;

    /// Whether a box's disk may lose by it what was forced.
    final boolean loses;

    Kind(int weight) {
      this(weight, false);
    }

    Kind(int weight, boolean loses) {
      this.weight = weight;
      this.loses = loses;
    }
  }

  /// The same at another home.
  Operation at(int otherHome) {
    return new Operation(kind, otherHome, box, seed, pause);
  }
}
