package farkeep.home.engine;

import farkeep.objects.FolderTag;

/// Which local directory a folder is bound to.
///
/// @param name what people call the folder
/// @param path absolute, as the kernel has it; not copied
public record FolderBinding(FolderTag tag, String name, byte[] path) {}
