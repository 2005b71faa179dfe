//! Some of a long list, chosen by a number: the same number chooses the same.

/// `count` of the list, in their order; all of it where it is shorter.
pub(super) fn some<T>(list: &[T], count: usize, seed: u64) -> Vec<&T> {
    let mut state = seed;
    let mut keyed: Vec<_> = list.iter().enumerate().map(|(place, item)| (next(&mut state), place, item)).collect();
    keyed.sort_by_key(|(key, place, _)| (*key, *place));
    keyed.truncate(count);
    keyed.sort_by_key(|(_, place, _)| *place);
    keyed.into_iter().map(|(_, _, item)| item).collect()
}

/// SplitMix64 by Steele, Lea and Flood.
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut mixed = *state;
    mixed = (mixed ^ mixed >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ mixed >> 31
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_number_chooses_the_same_and_another_chooses_others() {
        let list: Vec<u32> = (0..1000).collect();
        let chosen = some(&list, 20, 7);
        assert_eq!(chosen.len(), 20);
        assert!(chosen.is_sorted());
        assert_eq!(chosen, some(&list, 20, 7));
        assert_ne!(chosen, some(&list, 20, 8));
        assert_eq!(some(&list, 5000, 7).len(), 1000);
    }
}
