//! The canonical text of a result: both recounts write it, and it must equal the published one. The form is described in FORMAT.md.

use super::{Arithmetic, Tally, Verdict};
use std::fmt::Write;

impl Verdict {
    /// The canonical text: lines ended by LF, fields parted by TAB; options in the order of the ranking.
    #[must_use]
    pub fn text(&self, tally: &Tally) -> String {
        let mut text = format!("shangmeng result 1\noutcome\t{}\n", self.outcome.code());
        let mut line = |line: String| writeln!(text, "{line}").unwrap_or_default();
        let counted = [("cast", tally.cast), ("valid", tally.valid()), ("abstain", tally.abstain), ("spoiled", tally.spoiled)];
        counted.iter().for_each(|(name, count)| line(format!("{name}\t{count}")));
        line(format!("quorum\t{}", compared(&self.quorum)));
        if let Some(pass) = &self.pass {
            line(format!("yes\t{}", tally.yes));
            line(format!("no\t{}", tally.no));
            line(format!("pass\t{}", compared(pass)));
        }
        for (option, place) in self.ranking.iter().zip(1_u32..) {
            line(format!("place\t{place}\t{}\t{}\t{}", option.option, compared(&option.share), option.standing.code()));
        }
        for tie in &self.ties {
            line(format!("tie\t{}\t{}\t{}", tie.first, tie.then, tie.by.code()));
        }
        text
    }
}

fn compared(arithmetic: &Arithmetic) -> String {
    format!("{}\t{}\t{}\t{}", arithmetic.got, arithmetic.of, arithmetic.needed, if arithmetic.met() { "met" } else { "missed" })
}
