//! Where the server listens, and under which address others find it.

use crate::config::Config;
use crate::web::{WebError, bind_login};
use anyhow::Context;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, UdpSocket};
use transport::{BindError, ServerTransport, ServerTransportConfig};

/// How often a free port is drawn that turns out to be free for one of both protocols only.
const DRAWS: u32 = 16;

/// Login and game, on the same port number.
pub(super) struct Sockets {
    pub(super) login: TcpListener,
    pub(super) transport: ServerTransport,
    pub(super) port: u16,
}

pub(super) fn bind(config: &Config, protocol_hash: &[u8; 32]) -> anyhow::Result<Sockets> {
    let mut draws = 0;
    loop {
        let login = bind_login(SocketAddr::new(config.bind, config.port))?;
        let port = login.local_addr().map_err(WebError::Thread)?.port();
        let protocol_id = transport::protocol_id(protocol_hash);
        let mut wanted = ServerTransportConfig::new(port, config.player_limit, protocol_id);
        wanted.bind = config.bind;
        match ServerTransport::bind(wanted) {
            Ok(transport) => return Ok(Sockets { login, transport, port }),
            Err(BindError::InUse { .. }) if config.port == 0 && draws < DRAWS => draws += 1,
            Err(error) => {
                return Err(error)
                    .context("the game's port cannot be opened; choose another with --port");
            }
        }
    }
}

/// The host that goes into the invite.
pub(super) fn public_host(config: &Config) -> String {
    match &config.public_host {
        Some(host) => host.clone(),
        None if config.bind.is_unspecified() => outward(config.bind).to_string(),
        None => config.bind.to_string(),
    }
}

/// The address from which this machine would talk to the world; loopback where it cannot. Nothing
/// is sent: connecting a UDP socket only looks up the route.
fn outward(bind: IpAddr) -> IpAddr {
    let look = |from: SocketAddr, to: SocketAddr| {
        let socket = UdpSocket::bind(from).ok()?;
        socket.connect(to).ok()?;
        Some(socket.local_addr().ok()?.ip()).filter(|ip| !ip.is_unspecified())
    };
    let any4 = SocketAddr::from((Ipv4Addr::UNSPECIFIED, 0));
    let any6 = SocketAddr::from((Ipv6Addr::UNSPECIFIED, 0));
    // Addresses for documentation: routed like any other, and nobody's.
    let v4 = look(any4, SocketAddr::from((Ipv4Addr::new(192, 0, 2, 1), 9)));
    let v6 = || look(any6, SocketAddr::from((Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1), 9)));
    match bind {
        IpAddr::V4(_) => v4.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST)),
        IpAddr::V6(_) => v4.or_else(v6).unwrap_or(IpAddr::V6(Ipv6Addr::LOCALHOST)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_invite_names_what_others_can_reach() {
        let mut config = Config { bind: IpAddr::V4(Ipv4Addr::LOCALHOST), ..Config::default() };
        assert_eq!(public_host(&config), "127.0.0.1");
        config.bind = IpAddr::V4(Ipv4Addr::UNSPECIFIED);
        let found: IpAddr = public_host(&config).parse().expect("an address");
        assert!(!found.is_unspecified());
        config.public_host = Some("play.example.org".to_owned());
        assert_eq!(public_host(&config), "play.example.org");
    }
}
