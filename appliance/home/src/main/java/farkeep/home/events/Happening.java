package farkeep.home.events;

/// One line of the event log.
///
/// @param time ISO 8601, UTC
/// @param kind for programs: `alarm`, `outage` and so on
/// @param box what the owner calls the box; empty when it is about none
/// @param text for people
public record Happening(String time, String kind, String box, String text) {}
