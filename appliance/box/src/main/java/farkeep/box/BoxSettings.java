package farkeep.box;

import farkeep.store.StoreSettings;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Supplier;

/// What a box is told beside its ports.
///
/// @param listen where; port 0 takes a free one
/// @param dialHome homes that it dials; asked anew for each try, because names move
/// @param announce what it says of where it is, `host:port`; empty: where it listens
/// @param takesUpdates whether the machine's installer fetches updates that homes have sent
/// @param storage how vaults are kept
public record BoxSettings(
    InetSocketAddress listen,
    List<Supplier<InetSocketAddress>> dialHome,
    List<String> announce,
    boolean takesUpdates,
    StoreSettings storage) {}
