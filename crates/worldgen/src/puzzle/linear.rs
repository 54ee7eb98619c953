//! Sets of levers and lamps as vectors over GF(2): bit `i` of a `u16` is lever or lamp `i`.

/// The vectors of a span, brought into echelon form, each with the rows that it is the sum of.
#[derive(Default)]
struct Basis {
    /// At index `i` the vector whose highest set bit is `i`.
    pivots: [Option<(u16, u16)>; 16],
}

impl Basis {
    fn of(rows: &[u16]) -> Self {
        let mut basis = Self::default();
        for (index, &row) in rows.iter().enumerate().take(16) {
            let (rest, made_of) = basis.reduce(row);
            if let Some(top) = rest.checked_ilog2() {
                basis.pivots[top as usize] = Some((rest, made_of ^ (1 << index)));
            }
        }
        basis
    }

    /// What is left of `vector` after taking off pivots, and the rows that were taken off.
    fn reduce(&self, vector: u16) -> (u16, u16) {
        let (mut rest, mut made_of) = (vector, 0);
        for (top, pivot) in self.pivots.iter().enumerate().rev() {
            if let Some((value, rows)) = pivot
                && rest >> top & 1 == 1
            {
                rest ^= value;
                made_of ^= rows;
            }
        }
        (rest, made_of)
    }
}

/// A set of rows (bit `i` for row `i`) whose sum is `target`; `None` when there is none. It is the
/// only one when the rows are independent.
pub(super) fn combination(rows: &[u16], target: u16) -> Option<u16> {
    let (rest, made_of) = Basis::of(rows).reduce(target);
    (rest == 0).then_some(made_of)
}

/// How many of the rows are independent.
pub(super) fn rank(rows: &[u16]) -> u32 {
    Basis::of(rows).pivots.iter().flatten().count() as u32
}

/// The members of a set, ascending.
pub(super) fn members(set: u16) -> impl Iterator<Item = u8> {
    (0..16).filter(move |member| set >> member & 1 == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_combination_adds_up_to_its_target() {
        let rows = [0b0011, 0b0110, 0b1100, 0b1000];
        assert_eq!(rank(&rows), 4);
        for target in 0..16 {
            let set = combination(&rows, target).expect("the rows span everything");
            let sum = members(set).fold(0, |sum, row| sum ^ rows[usize::from(row)]);
            assert_eq!(sum, target);
        }
    }

    #[test]
    fn what_dependent_rows_do_not_span_has_no_combination() {
        let rows = [0b011, 0b110, 0b101];
        assert_eq!(rank(&rows), 2);
        assert_eq!(combination(&rows, 0b111), None);
        assert!(combination(&rows, 0b101).is_some());
    }
}
