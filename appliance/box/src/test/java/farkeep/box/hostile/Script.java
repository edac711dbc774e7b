package farkeep.box.hostile;

/// One thing that a hostile peer does, and what must come of it.
///
/// @param name a sentence
/// @param alone whether no other script may run meanwhile, because it takes what all share
/// @param deed what it sends; throws when the box answers otherwise than stated
record Script(String name, boolean alone, Deed deed) {
  /// What a peer does.
  @FunctionalInterface
  interface Deed {
    /// Does it.
    void run(Peer peer) throws Exception;
  }

  static Script of(String name, Deed deed) {
    return new Script(name, false, deed);
  }

  static Script alone(String name, Deed deed) {
    return new Script(name, true, deed);
  }
}
