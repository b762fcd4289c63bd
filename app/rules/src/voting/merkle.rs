//! The tree over a board: one value that stands for every line of it.
//!
//! Leaves and nodes are hashed as in RFC 6962, section 2.1 (Certificate Transparency): a leaf is SHA-256 of `00` and its bytes, a node SHA-256 of `01`
//! and its two children, and a list is split at the largest power of two below its length. Written out here rather than taken from a crate, because the
//! recount in JavaScript has to be read beside it: forty lines are easier to compare than a dependency.

use super::Digest;

/// The value of one line of the board.
#[must_use]
pub fn leaf(line: &[u8]) -> Digest {
    Digest::of(&[&[0], line])
}

fn node(left: &Digest, right: &Digest) -> Digest {
    Digest::of(&[&[1], left.bytes(), right.bytes()])
}

/// Where a list of so many (at least two) is split: the largest power of two below its length.
fn split(length: usize) -> usize {
    length.next_power_of_two() / 2
}

/// The root over the leaves, in their order; of none, SHA-256 of nothing.
#[must_use]
pub fn root(leaves: &[Digest]) -> Digest {
    match leaves {
        [] => Digest::of(&[]),
        [only] => *only,
        _ => {
            let (left, right) = leaves.split_at(split(leaves.len()));
            node(&root(left), &root(right))
        }
    }
}

/// What shows that one leaf is in a tree: the values beside its way up to the root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InclusionProof {
    /// The leaf's place, from 0.
    pub place: usize,
    /// How many leaves there are.
    pub leaves: usize,
    /// The values beside its way, from the leaf upwards.
    pub beside: Vec<Digest>,
}

/// The proof for the leaf at this place; none when there is no such place.
#[must_use]
pub fn prove(leaves: &[Digest], place: usize) -> Option<InclusionProof> {
    (place < leaves.len()).then(|| InclusionProof { place, leaves: leaves.len(), beside: beside(leaves, place) })
}

fn beside(leaves: &[Digest], place: usize) -> Vec<Digest> {
    if leaves.len() < 2 {
        return Vec::new();
    }
    let at = split(leaves.len());
    let (left, right) = leaves.split_at(at);
    let (mut way, other) = if place < at { (beside(left, place), root(right)) } else { (beside(right, place - at), root(left)) };
    way.push(other);
    way
}

impl InclusionProof {
    /// Whether the proof leads from this leaf to this root (RFC 9162, section 2.1.3.2).
    #[must_use]
    pub fn leads(&self, from: &Digest, to: &Digest) -> bool {
        if self.place >= self.leaves {
            return false;
        }
        let (mut place, mut last, mut value) = (self.place, self.leaves - 1, *from);
        for other in &self.beside {
            if last == 0 {
                return false;
            }
            if place % 2 == 1 || place == last {
                value = node(other, &value);
                while place % 2 == 0 && place != 0 {
                    place /= 2;
                    last /= 2;
                }
            } else {
                value = node(&value, other);
            }
            place /= 2;
            last /= 2;
        }
        last == 0 && value == *to
    }
}
