//! A crowd that walks about, and who is near whom.
//!
//! The land is a square whose opposite edges are joined, as large as the crowd needs to stand
//! equally dense whatever its number.

/// Players and creatures for each client: itself and two creatures.
pub const THINGS_A_CLIENT: usize = 3;

/// Ticks a second.
pub const TICKS_A_SECOND: f64 = 20.0;

/// How far one sees, metres.
const SIGHT: f32 = 64.0;

/// Things within sight on average, by which the land's size is chosen.
const SEEN: f32 = 25.0;

/// Somebody who walks.
#[derive(Clone, Copy, Debug, Default)]
pub struct Walker {
    /// East, metres.
    pub x: f32,
    /// South, metres.
    pub z: f32,
    /// Heading, radians.
    pub heading: f32,
    /// Changes now and then.
    pub pose: u8,
}

/// The crowd: the first third are the clients' players.
pub struct Crowd {
    pub walkers: Vec<Walker>,
    edge: f32,
    dice: u64,
}

impl Crowd {
    pub fn new(clients: usize) -> Self {
        let count = clients * THINGS_A_CLIENT;
        let area = count as f32 * std::f32::consts::PI * SIGHT * SIGHT / SEEN;
        let mut crowd = Self { walkers: Vec::new(), edge: area.sqrt(), dice: clients as u64 };
        for _ in 0..count {
            let (x, z) = (crowd.roll() * crowd.edge, crowd.roll() * crowd.edge);
            let heading = crowd.roll() * std::f32::consts::TAU;
            crowd.walkers.push(Walker { x, z, heading, pose: 1 });
        }
        crowd
    }

    /// Everybody takes a step of 0.2 m; one in twenty turns and takes another pose.
    pub fn step(&mut self) {
        for at in 0..self.walkers.len() {
            let turn = self.roll();
            let edge = self.edge;
            let walker = &mut self.walkers[at];
            if turn < 0.05 {
                walker.heading += turn * 40.0;
                walker.pose = (walker.pose + 1) % 7;
            }
            walker.x = (walker.x + walker.heading.sin() * 0.2).rem_euclid(edge);
            walker.z = (walker.z + walker.heading.cos() * 0.2).rem_euclid(edge);
        }
    }

    /// For each of the first `clients` walkers the sorted numbers of whom it sees, itself included.
    pub fn in_sight(&self, clients: usize) -> Vec<Vec<usize>> {
        let cells = ((self.edge / SIGHT) as usize).max(3);
        let cell = |v: f32| ((v / self.edge * cells as f32) as usize).min(cells - 1);
        let mut grid = vec![Vec::new(); cells * cells];
        for (at, walker) in self.walkers.iter().enumerate() {
            grid[cell(walker.z) * cells + cell(walker.x)].push(at);
        }
        let look = |walker: &Walker| {
            let (cx, cz) = (cell(walker.x), cell(walker.z));
            let mut seen = Vec::with_capacity(64);
            for (dx, dz) in (0..9).map(|n| (n % 3, n / 3)) {
                let (x, z) = ((cx + cells + dx - 1) % cells, (cz + cells + dz - 1) % cells);
                let near = grid[z * cells + x].iter();
                seen.extend(near.filter(|&&at| self.near(walker, &self.walkers[at])));
            }
            seen.sort_unstable();
            seen
        };
        self.walkers.iter().take(clients).map(look).collect()
    }

    fn near(&self, one: &Walker, other: &Walker) -> bool {
        let apart = |a: f32, b: f32| {
            let direct = (a - b).abs();
            direct.min(self.edge - direct)
        };
        let (dx, dz) = (apart(one.x, other.x), apart(one.z, other.z));
        dx * dx + dz * dz <= SIGHT * SIGHT
    }

    /// Uniform in 0..1 (SplitMix64; Steele, Lea, Flood 2014).
    fn roll(&mut self) -> f32 {
        self.dice = self.dice.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.dice;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 40) as f32 / (1_u64 << 24) as f32
    }
}
