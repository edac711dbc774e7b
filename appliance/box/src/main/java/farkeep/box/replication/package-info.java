/// The box's side of replication: sessions with home nodes, objects received and admitted in order,
/// acknowledgements, commits, and what is read back.
package farkeep.box.replication;
