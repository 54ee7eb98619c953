//! Channels and their limits.

use renet::{ChannelConfig, ConnectionConfig, SendType};
use std::time::Duration;

/// The channels of either direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// Snapshots down, inputs up. A lost one is made up for by the next.
    State,
    /// Events down, requests up. Each arrives, in order.
    Talk,
}

impl From<Channel> for u8 {
    fn from(channel: Channel) -> Self {
        match channel {
            Channel::State => 0,
            Channel::Talk => 1,
        }
    }
}

/// Bytes that one client may have waiting in a channel before it is dropped. A new character's
/// first events are below 8 KiB; a client that lags by half a MiB will not catch up.
const SERVER_BACKLOG: usize = 512 * 1024;

/// Bytes that a client may have under way. Requests are below [`crate::MAX_CLIENT_MESSAGE`].
const CLIENT_BACKLOG: usize = 64 * 1024;

/// The connection's channels, the same on both sides.
#[must_use]
pub fn connection_config() -> ConnectionConfig {
    let channels = |backlog| {
        vec![
            ChannelConfig {
                channel_id: Channel::State.into(),
                max_memory_usage_bytes: backlog,
                send_type: SendType::Unreliable,
            },
            ChannelConfig {
                channel_id: Channel::Talk.into(),
                max_memory_usage_bytes: backlog,
                send_type: SendType::ReliableOrdered { resend_time: Duration::from_millis(250) },
            },
        ]
    };
    ConnectionConfig {
        available_bytes_per_tick: 60_000,
        server_channels_config: channels(SERVER_BACKLOG),
        client_channels_config: channels(CLIENT_BACKLOG),
    }
}
