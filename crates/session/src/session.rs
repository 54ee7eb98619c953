//! A connection with what it mirrors.

use crate::happening::{Ended, Happening};
use crate::mirror::{Heard, Mirror};
use crate::place::Place;
use crate::predict::Corrections;
use crate::track::Drawn;
use crate::view::View;
use crate::{SessionError, Wish};
use protocol::{Ask, Channel, Key, NetId, Refusal, RequestId, connection_config};
use renet::RenetClient;
use std::sync::Arc;
use std::time::Duration;
use transport::{ClientTransport, Disconnected, LoggedIn, PlayerKey};
use worldgen::{Chunk, World};

/// How much a session does by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Predict one's own character. Needs the terrain around it, which the session then generates:
    /// right for somebody who watches, too dear for a thousand bots.
    pub predict: bool,
}

/// A player's connection to a server, and everything known through it.
///
/// In a loop: [`Session::update`], then whatever the program wants, [`Session::tick`] once in 50 ms,
/// [`Session::flush`].
pub struct Session {
    mirror: Mirror,
    renet: RenetClient,
    transport: ClientTransport,
    connected: bool,
    over: bool,
    refused: Vec<(RequestId, Refusal)>,
}

/// What went over the network, and how well.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Network {
    /// From an input to the snapshot that applied it: the waiting for the server's tick included.
    pub round_trip: Duration,
    /// Share of packets lost, 0 to 1.
    pub loss: f64,
    /// Bytes received so far, UDP payload.
    pub bytes_in: u64,
    /// Bytes sent so far, UDP payload.
    pub bytes_out: u64,
    /// Datagrams received so far.
    pub packets_in: u64,
    /// Datagrams sent so far.
    pub packets_out: u64,
}

impl Session {
    /// Starts a connection with what the login gave. It stands when [`Happening::Connected`] comes.
    ///
    /// # Errors
    /// [`SessionError::Connect`] when there is no socket to be had.
    pub fn connect(
        logged_in: LoggedIn,
        options: Options,
        world: World,
    ) -> Result<Self, SessionError> {
        let transport = ClientTransport::connect(*logged_in.token)?;
        Ok(Self {
            mirror: Mirror::new(world, options.predict),
            renet: RenetClient::new(transport::bounded(connection_config())),
            transport,
            connected: false,
            over: false,
            refused: Vec::new(),
        })
    }

    /// Takes what arrived in the last `dt` of real time. Returns what happened, in order; the view
    /// shows all of it.
    pub fn update(&mut self, dt: Duration) -> Vec<Happening> {
        let mut happenings = Vec::new();
        if self.over {
            return happenings;
        }
        self.mirror.advance(dt);
        self.renet.update(dt);
        let alive = self.transport.update(dt, &mut self.renet);
        if alive.is_ok() && !self.connected && self.renet.is_connected() {
            self.connected = true;
            happenings.push(Happening::Connected);
        }
        // Events first: a snapshot says nothing about what has not appeared.
        while let Some(bytes) = self.renet.receive_message(Channel::Talk) {
            happenings.extend(self.mirror.hear_talk(&bytes));
        }
        for reply in self.mirror.replies() {
            self.ask(reply);
        }
        while let Some(bytes) = self.renet.receive_message(Channel::State) {
            self.mirror.hear_state(&bytes);
        }
        for (request, refusal) in self.refused.drain(..) {
            happenings.push(Happening::Answer { request, outcome: Err(refusal) });
        }
        if let Err(reason) = alive {
            self.over = true;
            happenings.push(Happening::Ended(self.ended(reason)));
        }
        happenings
    }

    /// Makes the input of a tick from what the player wants, predicts, and sends it with the few
    /// before it. Call it once in 50 ms; before the server has let the character in it does nothing.
    pub fn tick(&mut self, wish: Wish) {
        if let Some(packet) = self.mirror.tick(wish) {
            self.renet.send_message(Channel::State, packet);
        }
    }

    /// Asks for something. The answer comes as [`Happening::Answer`] with this number.
    pub fn ask(&mut self, ask: Ask) -> RequestId {
        let (id, message) = self.mirror.ask(ask);
        match message {
            Ok(bytes) if self.renet.can_send_message(Channel::Talk, bytes.len()) => {
                self.renet.send_message(Channel::Talk, bytes);
            }
            // A full channel would end the connection.
            Ok(_) => self.refused.push((id, Refusal::TooFast)),
            Err(refusal) => self.refused.push((id, refusal)),
        }
        id
    }

    /// Signs deals of the player with this wallet, by itself, where they are what was asked for. Without
    /// one, nothing is signed.
    pub fn sign_with(&mut self, key: Arc<PlayerKey>) {
        self.mirror.sign_with(key);
    }

    /// Signs deals of a world whose program is at another address than the one that servers bring
    /// themselves. Who runs such a program can do with a signature what the program lets them.
    pub fn trust_program(&mut self, program: Key) {
        self.mirror.trust(program);
    }

    /// Sends what waits. An end of the connection shows at the next [`Session::update`].
    pub fn flush(&mut self) {
        // The transport keeps the reason.
        let _ = self.transport.send(&mut self.renet);
    }

    /// Ends the connection. To leave in order, ask [`Ask::Leave`] and wait for the answer first.
    pub fn leave(&mut self) {
        self.transport.disconnect(&mut self.renet);
    }

    /// What a player can know now.
    #[must_use]
    pub const fn view(&self) -> &View {
        self.mirror.view()
    }

    /// Where to draw something now: oneself as predicted, with corrections drawn away smoothly;
    /// others 100 ms behind the server, between two snapshots. `None` when it is not in sight.
    #[must_use]
    pub fn pose(&self, id: NetId) -> Option<Drawn> {
        self.mirror.drawn(id)
    }

    /// The ground around the own character, if this session keeps it (see [`Options::predict`]).
    #[must_use]
    pub const fn place(&self) -> &Place {
        self.mirror.place()
    }

    /// Hands over a chunk that was generated elsewhere, so that the session need not. In a dungeon
    /// and without prediction it is not kept.
    pub fn keep_chunk(&mut self, chunk: Arc<Chunk>) {
        self.mirror.keep_chunk(chunk);
    }

    /// The world that is played in.
    #[must_use]
    pub const fn world(&self) -> &World {
        self.mirror.world()
    }

    /// How often the server disagreed with the prediction; `None` without prediction.
    #[must_use]
    pub fn corrections(&self) -> Option<Corrections> {
        self.mirror.predictor().map(crate::predict::Predictor::corrections)
    }

    /// Messages that were heard, and those that were of no use.
    #[must_use]
    pub const fn heard(&self) -> Heard {
        self.mirror.heard()
    }

    /// What went over the network.
    #[must_use]
    pub fn network(&self) -> Network {
        let traffic = self.transport.traffic();
        Network {
            round_trip: self.mirror.round_trip(),
            loss: self.renet.packet_loss(),
            bytes_in: traffic.bytes_in,
            bytes_out: traffic.bytes_out,
            packets_in: traffic.packets_in,
            packets_out: traffic.packets_out,
        }
    }

    /// The connection stands and has not ended.
    #[must_use]
    pub const fn is_connected(&self) -> bool {
        self.connected && !self.over
    }

    /// The connection is over; start another session to come back.
    #[must_use]
    pub const fn is_over(&self) -> bool {
        self.over
    }

    fn ended(&self, reason: Disconnected) -> Ended {
        match (self.mirror.kick(), reason) {
            (Some(kick), _) => Ended::Kicked(kick.clone()),
            (None, Disconnected::ByClient) => Ended::Left,
            (None, reason) => Ended::Lost(reason),
        }
    }
}
