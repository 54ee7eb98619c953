//! A host and its players on loopback, driven by hand.

use std::{
    io::{Read, Write},
    net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, TcpStream, UdpSocket},
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use renet::{ConnectionConfig, RenetClient, RenetServer};
use renetcode::{ClientAuthentication, ConnectToken, NetcodeClient};
use serde::Serialize;
use transport::{
    ClientTransport, DeskConfig, Invite, LoggedIn, LoginDesk, LoginError, LoginRefusal, PlayerKey,
    ServerIdentity, ServerTransport, ServerTransportConfig, Wallet, WorldInfo, bounded, log_in,
};

pub(crate) const PROTOCOL_HASH: [u8; 32] = [7; 32];
pub(crate) const LOOPBACK: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
const STEP: Duration = Duration::from_millis(5);

/// What a man in the middle does to an answer: path and body in, body out.
pub(crate) type Tamper = Box<dyn Fn(&str, Vec<u8>) -> Vec<u8> + Send>;

/// The path and body of a request.
pub(crate) type Request = (String, Vec<u8>);

/// A server: HTTP login in a thread, game transport ticked by the test.
pub(crate) struct Host {
    pub(crate) desk: Arc<Mutex<LoginDesk>>,
    pub(crate) transport: ServerTransport,
    pub(crate) renet: RenetServer,
    pub(crate) requests: Arc<Mutex<Vec<Request>>>,
    pub(crate) tamper: Arc<Mutex<Option<Tamper>>>,
}

impl Host {
    pub(crate) fn start() -> Self {
        Self::with(|_, _| {})
    }

    pub(crate) fn with(change: impl FnOnce(&mut ServerTransportConfig, &mut DeskConfig)) -> Self {
        let listener = TcpListener::bind((LOOPBACK, 0)).expect("a TCP port");
        let mut config = ServerTransportConfig::new(0, 64, transport::protocol_id(&PROTOCOL_HASH));
        config.bind = LOOPBACK;
        let probe = ServerTransport::bind(config.clone()).expect("a UDP port");
        let world = WorldInfo {
            name: "Testland".to_owned(),
            world_seed: "ab".repeat(32),
            generator_version: 1,
            ruleset: "default".to_owned(),
            ruleset_hash: "cd".repeat(32),
        };
        let mut desk =
            DeskConfig::new(PROTOCOL_HASH, "testland".to_owned(), world, probe.shard_secrets(), 64);
        drop(probe);
        desk.login_port = listener.local_addr().expect("an address").port();
        change(&mut config, &mut desk);
        let transport = ServerTransport::bind(config).expect("a UDP port");
        desk.secrets = transport.shard_secrets();
        let folder = tempfile::tempdir().expect("a folder");
        let identity =
            ServerIdentity::load_or_create(&folder.path().join("identity.json")).expect("a key");
        let host = Self {
            desk: Arc::new(Mutex::new(LoginDesk::new(desk, identity))),
            transport,
            renet: RenetServer::new(bounded(ConnectionConfig::default())),
            requests: Arc::default(),
            tamper: Arc::default(),
        };
        host.serve(listener);
        host
    }

    pub(crate) fn invite(&self) -> Invite {
        self.desk().invite("127.0.0.1", None)
    }

    pub(crate) fn desk(&self) -> std::sync::MutexGuard<'_, LoginDesk> {
        self.desk.lock().expect("no test panicked in there")
    }

    pub(crate) fn log_in(&self, key: &PlayerKey, name: &str) -> Result<LoggedIn, LoginError> {
        log_in(&self.invite(), key, name, PROTOCOL_HASH, None)
    }

    /// One tick of an echo server.
    pub(crate) fn tick(&mut self) {
        self.renet.update(STEP);
        self.transport.receive(STEP, &mut self.renet);
        for client in self.renet.clients_id() {
            for channel in 0..3 {
                while let Some(message) = self.renet.receive_message(client, channel) {
                    self.renet.send_message(client, channel, message);
                }
            }
        }
        self.transport.send(&mut self.renet);
    }

    /// A player who has logged in and is connected.
    pub(crate) fn join(&mut self, name: &str) -> Player {
        let key = PlayerKey::generate().expect("randomness");
        let login = self.log_in(&key, name).expect("a login");
        let mut player = Player::new(&login);
        assert!(
            until(|| {
                self.tick();
                player.step();
                player.transport.is_connected() && self.renet.is_connected(login.session_id)
            }),
            "{name} connects"
        );
        player
    }

    /// A logged-in client in the test's own hands.
    pub(crate) fn join_raw(&mut self, name: &str) -> RawClient {
        let key = PlayerKey::generate().expect("randomness");
        let login = self.log_in(&key, name).expect("a login");
        let mut client = RawClient::new(&login);
        assert!(
            until(|| {
                client.step();
                self.tick();
                client.netcode.is_connected() && self.renet.is_connected(login.session_id)
            }),
            "{name} connects"
        );
        client.send_payload(&[]);
        client
    }

    /// Whether a message of `player` comes back.
    pub(crate) fn echoes(&mut self, player: &mut Player, message: &[u8]) -> bool {
        player.renet.send_message(2, message.to_vec());
        until(|| {
            player.step();
            self.tick();
            player.renet.receive_message(2).is_some_and(|echo| echo == message)
        })
    }

    fn serve(&self, listener: TcpListener) {
        let (desk, requests, tamper) =
            (Arc::clone(&self.desk), Arc::clone(&self.requests), Arc::clone(&self.tamper));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(mut stream) = stream else { return };
                let Some((path, body)) = read_request(&mut stream) else {
                    continue;
                };
                requests.lock().expect("no panic").push((path.clone(), body.clone()));
                let (status, mut answer) = route(&desk, &path, &body);
                if let Some(tamper) = tamper.lock().expect("no panic").as_ref() {
                    answer = tamper(&path, answer);
                }
                respond(&mut stream, status, &answer);
            }
        });
    }
}

fn route(desk: &Mutex<LoginDesk>, path: &str, body: &[u8]) -> (u16, Vec<u8>) {
    let mut desk = desk.lock().expect("no panic");
    let now = unix_now();
    let mut everybody = |_: &Wallet, name: &str| match name {
        "Taken" => Err(LoginRefusal::NameTaken { name: name.to_owned() }),
        "Banned" => Err(LoginRefusal::Banned),
        _ => Ok(()),
    };
    match path {
        "/status" => json(Ok(desk.status())),
        "/challenge" => json(desk.challenge(now, LOOPBACK)),
        "/login" => json(match serde_json::from_slice(body) {
            Ok(request) => desk.login(now, LOOPBACK, &request, &mut everybody),
            Err(_) => Err(LoginRefusal::Malformed),
        }),
        _ => (404, b"what?".to_vec()),
    }
}

fn json<T: Serialize>(result: Result<T, LoginRefusal>) -> (u16, Vec<u8>) {
    let (status, body) = match &result {
        Ok(answer) => (200, serde_json::to_vec(answer)),
        Err(refusal) => (refusal.http_status(), serde_json::to_vec(refusal)),
    };
    (status, body.expect("wire types are JSON"))
}

fn read_request(stream: &mut TcpStream) -> Option<(String, Vec<u8>)> {
    stream.set_read_timeout(Some(Duration::from_secs(5))).ok()?;
    let mut bytes = Vec::new();
    let mut chunk = [0; 4_096];
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, _)) = text.split_once("\r\n\r\n") {
            let length: usize = head
                .lines()
                .filter_map(|line| line.split_once(": "))
                .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
                .map_or(0, |(_, length)| length.parse().unwrap_or(0));
            let body = bytes.get(head.len() + 4..)?;
            if body.len() >= length {
                let path = head.split(' ').nth(1)?.to_owned();
                return Some((path, body.to_vec()));
            }
        }
        match stream.read(&mut chunk).ok()? {
            0 => return None,
            count => bytes.extend_from_slice(&chunk[..count]),
        }
    }
}

fn respond(stream: &mut TcpStream, status: u16, body: &[u8]) {
    let head = format!(
        "HTTP/1.1 {status} x\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    let _ = stream.write_all(head.as_bytes());
    let _ = stream.write_all(body);
}

/// A client as the game has it.
pub(crate) struct Player {
    pub(crate) transport: ClientTransport,
    pub(crate) renet: RenetClient,
}

impl Player {
    pub(crate) fn new(login: &LoggedIn) -> Self {
        Self {
            transport: ClientTransport::connect((*login.token).clone()).expect("a socket"),
            renet: RenetClient::new(bounded(ConnectionConfig::default())),
        }
    }

    pub(crate) fn step(&mut self) {
        self.renet.update(STEP);
        let _ = self.transport.update(STEP, &mut self.renet);
        let _ = self.transport.send(&mut self.renet);
    }
}

/// A stock netcode client on a socket of the test's, to send anything from a logged-in address.
pub(crate) struct RawClient {
    pub(crate) socket: UdpSocket,
    pub(crate) netcode: NetcodeClient,
    pub(crate) token: ConnectToken,
}

impl RawClient {
    pub(crate) fn new(login: &LoggedIn) -> Self {
        let token = (*login.token).clone();
        let authentication = ClientAuthentication::Secure { connect_token: token.clone() };
        let netcode = NetcodeClient::new(Duration::ZERO, authentication).expect("a good token");
        let socket = UdpSocket::bind((LOOPBACK, 0)).expect("a socket");
        socket.set_nonblocking(true).expect("a socket");
        socket.connect(netcode.server_addr()).expect("a socket");
        Self { socket, netcode, token }
    }

    pub(crate) fn step(&mut self) {
        let mut buffer = [0; 2_048];
        while let Ok(length) = self.socket.recv(&mut buffer) {
            self.netcode.process_packet(&mut buffer[..length]);
        }
        if let Some((packet, _)) = self.netcode.update(STEP) {
            let _ = self.socket.send(packet);
        }
    }

    pub(crate) fn send_payload(&mut self, payload: &[u8]) {
        if let Ok((_, packet)) = self.netcode.generate_payload_packet(payload) {
            let _ = self.socket.send(packet);
        }
    }
}

/// Repeats `step` until it says yes, for ten seconds at most.
pub(crate) fn until(mut step: impl FnMut() -> bool) -> bool {
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(10) {
        if step() {
            return true;
        }
        thread::sleep(Duration::from_millis(1));
    }
    false
}

pub(crate) fn unix_now() -> Duration {
    SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock after 1970")
}

pub(crate) fn stranger(host: &Host) -> UdpSocket {
    let socket = UdpSocket::bind((LOOPBACK, 0)).expect("a socket");
    let server: SocketAddr = host.transport.local_addr();
    socket.connect(server).expect("a socket");
    socket
}

/// SplitMix64: the same numbers on every run.
pub(crate) struct Numbers(pub(crate) u64);

impl Numbers {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    pub(crate) fn bytes(&mut self, length: usize) -> Vec<u8> {
        (0..length).map(|_| self.next() as u8).collect()
    }
}
