//! Points and grids have the same bits at every level, the bits written down here, and `noise`'s values.

use gridnoise::{Grid, Level, Octave, Sum};
use noise::{NoiseFn, Perlin};
use proptest::prelude::*;

fn octaves(count: u32, frequency: f64) -> Vec<Octave> {
    let (mut frequency, mut weight) = (frequency, 0.5);
    (0..count)
        .map(|number| {
            let shift = f64::from(number) * 17.25;
            let octave =
                Octave { frequency, shift_x: shift + 0.125, shift_z: 91.5 - shift, weight };
            frequency *= 2.0;
            weight *= 0.5;
            octave
        })
        .collect()
}

fn filled(sum: &Sum, level: Level, grid: &Grid) -> Vec<f64> {
    let mut out = vec![f64::NAN; grid.len()];
    sum.fill_with(level, grid, &mut out);
    out
}

/// FNV-1a over the little-endian bits.
fn fnv(values: &[f64]) -> u64 {
    values
        .iter()
        .flat_map(|value| value.to_bits().to_le_bytes())
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_grid_has_the_bits_of_its_points_at_every_level(
        number in any::<u32>(),
        count in 0..6_u32,
        wavelength in prop_oneof![0.3..3.0_f64, 3.0..100.0, 100.0..9000.0],
        origin in (-2e6..2e6_f64, -2e6..2e6_f64),
        whole in any::<bool>(),
        step in prop_oneof![Just(1.0), Just(8.0), Just(-1.0), 0.01..40.0_f64],
        size in (0..300_usize, 0..24_usize),
    ) {
        let sum = Sum::new(number, octaves(count, 1.0 / wavelength));
        let (x, z) = if whole { (origin.0.floor(), origin.1.floor()) } else { origin };
        let grid = Grid { x, z, step, width: size.0, height: size.1 };
        let points: Vec<u64> = (0..grid.height)
            .flat_map(|row| (0..grid.width).map(move |column| (column, row)))
            .map(|(column, row)| sum.at(grid.column(column), grid.row(row)).to_bits())
            .collect();
        for level in Level::ALL {
            let bits: Vec<u64> = filled(&sum, level, &grid).iter().map(|v| v.to_bits()).collect();
            prop_assert!(bits == points, "{level:?} differs over {grid:?}");
        }
    }

    #[test]
    fn one_octave_is_the_perlin_noise_of_the_crate_noise(
        number in any::<u32>(), x in -1e5..1e5_f64, z in -1e5..1e5_f64,
    ) {
        let one = Octave { frequency: 1.0, shift_x: 0.0, shift_z: 0.0, weight: 1.0 };
        let sum = Sum::new(number, vec![one]);
        for (x, z) in [(x, z), (x.floor(), z), (x, z.floor()), (x.floor(), z.floor()), (x.floor() + 0.5, z.floor() + 0.5)] {
            let peer = Perlin::new(number).get([x, z]);
            prop_assert!((sum.at(x, z) - peer).abs() < 1e-12, "{} {peer} at {x} {z}", sum.at(x, z));
        }
    }

    #[test]
    fn no_input_panics_or_leaves_the_bounds(x in any::<f64>(), z in any::<f64>(), step in any::<f64>()) {
        let sum = Sum::new(3, octaves(3, 0.1));
        let grid = Grid { x, z, step, width: 9, height: 3 };
        for value in filled(&sum, Level::best(), &grid) {
            prop_assert!(value.abs() <= 0.875);
        }
    }
}

#[test]
fn odd_numbers_stay_within_the_bounds() {
    let sum = Sum::new(3, octaves(3, 0.1));
    let odd = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MAX, f64::MIN, 1e300, -1e19];
    for x in odd {
        for z in odd {
            assert!(sum.at(x, z).abs() <= 0.875);
            let grid = Grid { x, z, step: x, width: 10, height: 3 };
            assert!(filled(&sum, Level::best(), &grid).iter().all(|value| value.abs() <= 0.875));
        }
    }
}

#[test]
fn a_slice_shorter_or_longer_than_the_grid_is_filled_as_far_as_both_reach() {
    let sum = Sum::new(5, octaves(2, 0.07));
    let grid = Grid { x: 3.0, z: -4.0, step: 1.0, width: 20, height: 5 };
    let whole = filled(&sum, Level::best(), &grid);
    let mut short = vec![7.0; 53];
    sum.fill(&grid, &mut short);
    assert_eq!(short, whole[..53]);
    let mut long = vec![7.0; 110];
    sum.fill(&grid, &mut long);
    assert_eq!(long[..100], whole);
    assert_eq!(long[100..], [7.0; 10]);
}

/// Taken on x86-64; the same in debug and release, on every machine.
#[test]
fn the_bits_are_those_written_down() {
    let cases = [
        (1, 3, 1.0 / 37.0, Grid { x: 0.0, z: 0.0, step: 1.0, width: 64, height: 64 }),
        (
            42,
            5,
            1.0 / 2400.0,
            Grid { x: -1_999_968.0, z: 1_234_560.0, step: 8.0, width: 50, height: 37 },
        ),
        (7, 2, 0.71, Grid { x: -13.37, z: 5.5, step: 1.7, width: 131, height: 9 }),
    ];
    let golden = [0x48dc_a036_5b6d_587b_u64, 0x0821_02f5_9781_1491, 0x96f3_0569_3116_092c];
    let found: Vec<[u64; 3]> = cases
        .map(|(number, count, frequency, grid)| {
            let sum = Sum::new(number, octaves(count, frequency));
            Level::ALL.map(|level| fnv(&filled(&sum, level, &grid)))
        })
        .to_vec();
    assert_eq!(found, golden.map(|hash| [hash; 3]), "{found:#x?}");
}
