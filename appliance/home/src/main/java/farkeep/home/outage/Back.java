package farkeep.home.outage;

import farkeep.link.protocol.Life.End;

/// What is known once a box is back.
///
/// @param homeOff whether this home was off or asleep for most of the time
/// @param home how far this home got for most of the time
/// @param run what the box did
/// @param end how its run before ended, where there was another
/// @param startedAt when it started, for people; empty where it is not known
/// @param networkGone whether the box had no network in that time
/// @param clockWrong whether its clock jumped in that time, or is wrong now
/// @param answered whether a machine answered at its address meanwhile
/// @param sameNetwork whether it is in one of this home's own networks
public record Back(
    boolean homeOff,
    HomeSide home,
    Run run,
    End end,
    String startedAt,
    boolean networkGone,
    boolean clockWrong,
    boolean answered,
    boolean sameNetwork) {
  /// The cause, as far as the evidence goes. The first row that fits counts.
  public Finding finding() {
    return switch (this) {
      case Back it when it.homeOff ->
          Finding.certain(Cause.HOME_OFF, "This home was off or asleep.");
      case Back it when it.run == Run.RAN_ON && it.networkGone ->
          Finding.certain(
              Cause.ROUTER, "The box ran on without a network: its cable, Wi-Fi or router.");
      case Back it when it.run != Run.RAN_ON && it.run != Run.NOT_TOLD -> it.restarted();
      case Back it when it.home == HomeSide.NO_NETWORK || it.home == HomeSide.ROUTER_SILENT ->
          Finding.likely(Cause.ROUTER, "This home's router did not answer.");
      case Back it when it.home == HomeSide.NO_INTERNET ->
          Finding.likely(Cause.INTERNET, "This home's internet did not work.");
      case Back it when it.run == Run.NOT_TOLD ->
          Finding.unknown("The box tells nothing of itself; a newer one does.");
      case Back it when it.clockWrong ->
          Finding.likely(Cause.CLOCK, "The box ran on, and its clock was wrong.");
      case Back it when it.sameNetwork ->
          Finding.unknown("The box ran on and had its network, which is this home's too.");
      case Back it when it.answered ->
          Finding.likely(
              Cause.UDP_BLOCKED, "The box ran on and its house answered: UDP did not get through.");
      case Back _ ->
          Finding.likely(
              Cause.INTERNET,
              "The box ran on and had its network; the internet between did not work.");
    };
  }

  /// The row of a box that was started anew.
  private Finding restarted() {
    String at = startedAt.isEmpty() ? "" : " at " + startedAt;
    return switch (end) {
      case END_DISK ->
          Finding.certain(Cause.DISK, "The box's disk failed; it started again" + at + ".");
      case END_CLEAN ->
          Finding.certain(Cause.STOPPED, "Somebody stopped the box; it started again" + at + ".");
      case END_CUT ->
          switch (run) {
            case MACHINE_RESTARTED ->
                Finding.likely(Cause.POWER, "The box says it was cut off and started" + at + ".");
            case PROGRAM_RESTARTED ->
                Finding.likely(
                    Cause.CRASHED, "The box says its program was cut off and started" + at + ".");
            case RESTARTED, RAN_ON, NOT_TOLD ->
                Finding.unknown("The box was cut off and started" + at + ", by what is not known.");
          };
      case END_UNKNOWN, UNRECOGNIZED ->
          Finding.unknown("The box started" + at + "; how it ended before is not known.");
    };
  }
}
