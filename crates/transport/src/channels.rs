//! What renet's channels may hold. renet ends a connection whose reliable channel reaches its cap and
//! drops messages of an unreliable one, so the caps are what bounds a server's memory for clients
//! that stop acknowledging, or that send more than the game reads.

use renet::ConnectionConfig;

/// The longest message a client may send. A longer one would be sliced, which the server refuses.
pub const MAX_CLIENT_MESSAGE_BYTES: usize = 1_200;

/// For what a client sends: twice what [`PeerLimits`](crate::PeerLimits) lets through at once, so a
/// channel that is drained every tick never comes near it.
const CLIENT_CHANNEL_BYTES: usize = 256 * 1_024;
/// For what a server sends: a joining client's snapshot with room to spare.
const SERVER_CHANNEL_BYTES: usize = 4 * 1_024 * 1_024;

/// Lowers the memory caps in `config` to what this transport expects: 256 KiB for each channel from
/// the client, 4 MiB for each from the server. Lower ones stay.
#[must_use]
pub fn bounded(mut config: ConnectionConfig) -> ConnectionConfig {
    let caps = [
        (&mut config.client_channels_config, CLIENT_CHANNEL_BYTES),
        (&mut config.server_channels_config, SERVER_CHANNEL_BYTES),
    ];
    for (channels, cap) in caps {
        for channel in channels {
            channel.max_memory_usage_bytes = channel.max_memory_usage_bytes.min(cap);
        }
    }
    config
}
