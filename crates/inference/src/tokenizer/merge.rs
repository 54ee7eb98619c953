//! Greedy merging of neighbours: the heart of both schemes. Of all neighbours that may merge, the pair
//! with the least key goes first, the leftmost of equals. A linked list of what is left and a heap of
//! candidates make it `n log n`; candidates that a merge has made stale are known by their looks.

use std::cmp::Ordering;
use std::collections::{BinaryHeap, HashMap};

use super::TokenId;

/// The merges of a byte-level BPE: which pairs merge, how soon, and into what.
#[derive(Debug, Clone, Default)]
pub(super) struct Merges {
    rules: HashMap<(TokenId, TokenId), (u32, TokenId)>,
}

impl Merges {
    /// Adds the next merge, after all earlier ones in rank. `false` where the pair had one already.
    pub(super) fn push(&mut self, left: TokenId, right: TokenId, merged: TokenId) -> bool {
        let rank = u32::try_from(self.rules.len()).unwrap_or(u32::MAX);
        let known = self.rules.contains_key(&(left, right));
        self.rules.entry((left, right)).or_insert((rank, merged));
        !known
    }

    /// Merges the tokens of one piece.
    pub(super) fn apply(&self, tokens: Vec<TokenId>) -> impl Iterator<Item = TokenId> {
        merge_greedily(tokens, |&left, &right| self.rules.get(&(left, right)).copied())
    }
}

/// A pair that may merge. Ordered so that the heap's greatest is the one to merge first.
struct Candidate<K, S> {
    key: K,
    left: usize,
    right: usize,
    /// What stood at `left` and `right`: if either has changed, this candidate is stale.
    pair: (S, S),
    merged: S,
}

impl<K: Ord, S> Ord for Candidate<K, S> {
    fn cmp(&self, other: &Self) -> Ordering {
        (&other.key, other.left).cmp(&(&self.key, self.left))
    }
}

impl<K: Ord, S> PartialOrd for Candidate<K, S> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<K: Ord, S> PartialEq for Candidate<K, S> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl<K: Ord, S> Eq for Candidate<K, S> {}

/// A symbol in the list; `symbol` is `None` once it was merged into its left neighbour.
struct Node<S> {
    symbol: Option<S>,
    previous: Option<usize>,
    next: Option<usize>,
}

/// Merges neighbours until `rule` allows none: it gives the key (least first) and the merged symbol.
pub(super) fn merge_greedily<S: Copy + PartialEq, K: Ord>(
    symbols: Vec<S>,
    rule: impl Fn(&S, &S) -> Option<(K, S)>,
) -> impl Iterator<Item = S> {
    let count = symbols.len();
    let mut nodes: Vec<Node<S>> = symbols
        .into_iter()
        .enumerate()
        .map(|(index, symbol)| Node {
            symbol: Some(symbol),
            previous: index.checked_sub(1),
            next: Some(index + 1).filter(|&next| next < count),
        })
        .collect();

    let candidate = |nodes: &[Node<S>], left: Option<usize>, right: Option<usize>| {
        let (left, right) = (left?, right?);
        let pair = (nodes.get(left)?.symbol?, nodes.get(right)?.symbol?);
        let (key, merged) = rule(&pair.0, &pair.1)?;
        Some(Candidate { key, left, right, pair, merged })
    };
    let mut heap: BinaryHeap<Candidate<K, S>> = (0..count)
        .filter_map(|left| candidate(&nodes, Some(left), nodes.get(left)?.next))
        .collect();

    while let Some(Candidate { left, right, pair, merged, .. }) = heap.pop() {
        let stands = |index: usize, symbol: S| {
            nodes.get(index).is_some_and(|node| node.symbol == Some(symbol))
        };
        let adjacent = nodes.get(left).is_some_and(|node| node.next == Some(right));
        if !(adjacent && stands(left, pair.0) && stands(right, pair.1)) {
            continue;
        }
        let Some(gone) = nodes.get_mut(right) else { continue };
        gone.symbol = None;
        let next = gone.next;
        if let Some(after) = next.and_then(|next| nodes.get_mut(next)) {
            after.previous = Some(left);
        }
        let Some(kept) = nodes.get_mut(left) else { continue };
        kept.symbol = Some(merged);
        kept.next = next;
        let previous = kept.previous;
        heap.extend(candidate(&nodes, previous, Some(left)));
        heap.extend(candidate(&nodes, Some(left), next));
    }
    nodes.into_iter().filter_map(|node| node.symbol)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn merges(rules: &[(u32, u32, u32)]) -> Merges {
        let mut merges = Merges::default();
        for &(left, right, merged) in rules {
            assert!(merges.push(TokenId(left), TokenId(right), TokenId(merged)));
        }
        merges
    }

    fn apply(merges: &Merges, tokens: &[u32]) -> Vec<u32> {
        merges.apply(tokens.iter().map(|&id| TokenId(id)).collect()).map(|id| id.0).collect()
    }

    /// The definition: find the best pair, the leftmost of equals, merge it, begin again.
    fn plainly(merges: &Merges, tokens: &[u32]) -> Vec<u32> {
        let mut tokens = tokens.to_vec();
        loop {
            let best = (1..tokens.len())
                .filter_map(|right| {
                    let pair = (TokenId(tokens[right - 1]), TokenId(tokens[right]));
                    merges.rules.get(&pair).map(|&(rank, merged)| (rank, right, merged.0))
                })
                .min();
            let Some((_, right, merged)) = best else { return tokens };
            tokens[right - 1] = merged;
            tokens.remove(right);
        }
    }

    #[test]
    fn the_first_merge_in_rank_goes_first_and_the_leftmost_of_equals() {
        let merges = merges(&[(1, 2, 12), (0, 1, 10), (0, 0, 20)]);
        assert_eq!(apply(&merges, &[0, 1, 2]), [0, 12]);
        assert_eq!(apply(&merges, &[0, 0, 0]), [20, 0]);
        assert_eq!(apply(&merges, &[]), []);
    }

    #[test]
    fn a_pair_has_one_merge() {
        let mut merges = merges(&[(1, 2, 3)]);
        assert!(!merges.push(TokenId(1), TokenId(2), TokenId(9)));
        assert_eq!(apply(&merges, &[1, 2]), [3]);
    }

    proptest! {
        #[test]
        fn the_heap_merges_as_the_definition_does(
            rules in prop::collection::hash_map((0_u32..6, 0_u32..6), 0_u32..6, 0..20),
            tokens in prop::collection::vec(0_u32..6, 0..40),
        ) {
            let mut merges = Merges::default();
            for ((left, right), merged) in rules {
                merges.push(TokenId(left), TokenId(right), TokenId(merged));
            }
            prop_assert_eq!(apply(&merges, &tokens), plainly(&merges, &tokens));
        }
    }
}
