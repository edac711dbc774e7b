package farkeep.home.engine;

import farkeep.home.state.FolderRecord;

/// How a pass over a folder ended.
///
/// @param folder where the folder stands; all of it is durable on the box
/// @param done what was done for it
/// @param problems paths that could not be kept as they are now; each was told
public record SyncResult(FolderRecord folder, Progress.Working done, long problems) {}
