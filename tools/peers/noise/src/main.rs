//! 1024 x 1024 samples of three octaves of Perlin noise: ours at every level beside other crates.
//!
//! One thread, no `target-cpu`: each crate may use what it finds at run time. Every contestant runs
//! once in each round, so that a disturbance hits all of them; printed are the fastest and the
//! median run.

use bevy_math::Vec2;
use gridnoise::{Grid, Level, Octave, Sum};
use noise::{NoiseFn, Perlin};
use noiz::curves::Smoothstep;
use noiz::prelude::*;
use quick_noise::simd::dispatch_simd;
use std::hint::black_box;
use std::time::Instant;

const EDGE: usize = 1024;
const ROUNDS: usize = 31;

fn main() {
    for wavelength in [128.0, 37.0, 4.5] {
        compare(wavelength);
    }
}

fn compare(wavelength: f64) {
    let frequency = 1.0 / wavelength;
    let perlin = Perlin::new(1);
    let octaves = [1.0, 2.0, 4.0].map(|k| Octave {
        frequency: frequency * k,
        shift_x: 0.0,
        shift_z: 0.0,
        weight: 4.0 / 7.0 / k,
    });
    let sum = Sum::new(1, octaves.to_vec());
    let grid = Grid { x: 0.0, z: 0.0, step: 1.0, width: EDGE, height: EDGE };
    let noiz = noiz(frequency as f32);
    let mut wide = vec![0.0_f64; EDGE * EDGE];
    let mut narrow = vec![0.0_f32; EDGE * EDGE];

    let mut names = vec!["noise 0.9 (f64, exact)", "noiz 0.5 (f32)", "quick-noise 0.3 grid (f32)"];
    let levels: Vec<Level> = Level::ALL.into_iter().filter(|level| level.is_available()).collect();
    let labels: Vec<String> =
        levels.iter().map(|level| format!("gridnoise {level:?} (f64, exact)")).collect();
    names.extend(labels.iter().map(String::as_str));
    names.push("gridnoise, points (f64, exact)");
    let mut times = vec![Vec::new(); names.len()];
    for _ in 0..ROUNDS {
        let mut lap = 0;
        let mut timed = |work: &mut dyn FnMut()| {
            let start = Instant::now();
            work();
            times[lap].push(start.elapsed().as_secs_f64() * 1e9 / (EDGE * EDGE) as f64);
            lap += 1;
        };
        timed(&mut || by_noise(&perlin, frequency, black_box(&mut wide)));
        timed(&mut || by_noiz(&noiz, black_box(&mut narrow)));
        timed(&mut || by_quick_noise(frequency as f32, black_box(&mut narrow)));
        for &level in &levels {
            timed(&mut || sum.fill_with(level, &grid, black_box(&mut wide)));
        }
        timed(&mut || by_points(&sum, black_box(&mut wide)));
    }
    let best = |times: &[f64]| times.iter().copied().fold(f64::INFINITY, f64::min);
    let noise = median(&mut times[0]);
    println!(
        "\nfirst wavelength {wavelength} samples; ns a sample: fastest, median; times noise's median"
    );
    for (name, times) in names.iter().zip(&mut times) {
        let (least, middle) = (best(times), median(times));
        println!("{name:<34} {least:>8.3} {middle:>8.3} {:>8.1} x", noise / middle);
    }
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn by_noise(perlin: &Perlin, frequency: f64, out: &mut [f64]) {
    for (z, row) in out.chunks_exact_mut(EDGE).enumerate() {
        for (x, out) in row.iter_mut().enumerate() {
            let (x, z) = (x as f64 * frequency, z as f64 * frequency);
            *out = perlin.get([x, z]) * (4.0 / 7.0)
                + perlin.get([x * 2.0, z * 2.0]) * (2.0 / 7.0)
                + perlin.get([x * 4.0, z * 4.0]) * (1.0 / 7.0);
        }
    }
}

fn noiz(frequency: f32) -> impl SampleableFor<Vec2, f32> {
    let mut noise = Noise::<LayeredNoise<Normed<f32>, Persistence, FractalLayers<Octave2>>>::from(
        LayeredNoise::new(
            Normed::default(),
            Persistence(0.5),
            FractalLayers { layer: Default::default(), lacunarity: 2.0, amount: black_box(3) },
        ),
    );
    noise.set_frequency(frequency);
    noise
}

type Octave2 = noiz::layering::Octave<MixCellGradients<OrthoGrid, Smoothstep, QuickGradients>>;

fn by_noiz(noise: &impl SampleableFor<Vec2, f32>, out: &mut [f32]) {
    for (z, row) in out.chunks_exact_mut(EDGE).enumerate() {
        for (x, out) in row.iter_mut().enumerate() {
            *out = noise.sample(Vec2::new(x as f32, z as f32));
        }
    }
}

#[dispatch_simd(A)]
fn by_quick_noise(frequency: f32, out: &mut [f32]) {
    quick_noise::Grid::<2, A>::new(EDGE, EDGE)
        .builder::<quick_noise::Fbm, quick_noise::Perlin>()
        .octaves(3)
        .frequency(frequency)
        .fill(out);
}

fn by_points(sum: &Sum, out: &mut [f64]) {
    for (z, row) in out.chunks_exact_mut(EDGE).enumerate() {
        for (x, out) in row.iter_mut().enumerate() {
            *out = sum.at(x as f64, z as f64);
        }
    }
}
