//! What has to wait for what.

use std::collections::BTreeSet;

/// Nodes by number, and for each the nodes that come before it. There is never a circle in it.
#[derive(Default)]
pub(super) struct Graph {
    before: Vec<BTreeSet<usize>>,
}

impl Graph {
    pub fn node(&mut self) -> usize {
        self.before.push(BTreeSet::new());
        self.before.len() - 1
    }

    pub fn before(&self, node: usize) -> impl Iterator<Item = usize> {
        self.before.get(node).into_iter().flatten().copied()
    }

    /// Whether `node` waits for `first`, perhaps through others, or is it.
    pub fn waits(&self, node: usize, first: usize) -> bool {
        let mut seen = BTreeSet::from([node]);
        let mut waiting = vec![node];
        while let Some(next) = waiting.pop() {
            if next == first {
                return true;
            }
            waiting.extend(self.before(next).filter(|one| seen.insert(*one)));
        }
        false
    }

    /// Lets `node` wait for `first`, unless `first` waits for it.
    pub fn order(&mut self, first: usize, node: usize) -> bool {
        if self.waits(first, node) {
            return false;
        }
        self.before.get_mut(node).is_some_and(|before| {
            before.insert(first);
            true
        })
    }

    /// Every node after those it waits for; where several could be next, the one of the lowest rank.
    pub fn sorted<R: Ord>(&self, rank: impl Fn(usize) -> R) -> Vec<usize> {
        let mut sorted = Vec::with_capacity(self.before.len());
        let mut done = vec![false; self.before.len()];
        let is_free = |done: &[bool], node: usize| self.before(node).all(|one| done.get(one) == Some(&true));
        loop {
            let open = done.iter().enumerate().filter(|(_, done)| !**done).map(|(node, _)| node);
            let next = open.filter(|node| is_free(&done, *node)).min_by_key(|node| rank(*node));
            let Some(next) = next else { return sorted };
            if let Some(done) = done.get_mut(next) {
                *done = true;
            }
            sorted.push(next);
        }
    }
}
