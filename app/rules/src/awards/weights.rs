//! How much each channel counts.

use crate::{Reason, Refusal};
use serde::{Deserialize, Serialize};

/// The weights of the three channels in percent; together 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Weights {
    /// The meeting's vote.
    pub meeting: u8,
    /// The residents' vote.
    pub residents: u8,
    /// What the rooms of the portal have counted.
    pub facts: u8,
}

/// 40, 40, 20: the starting values.
impl Default for Weights {
    fn default() -> Self {
        Self { meeting: 40, residents: 40, facts: 20 }
    }
}

impl Weights {
    /// Whether they are together 100.
    ///
    /// # Errors
    /// What they are together instead.
    pub fn checked(self) -> Result<Self, WeightsRefusal> {
        let sum = i64::from(self.meeting) + i64::from(self.residents) + i64::from(self.facts);
        if sum == 100 { Ok(self) } else { Err(WeightsRefusal { sum }) }
    }
}

/// The weights are not together 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WeightsRefusal {
    /// What they are together.
    pub sum: i64,
}

impl Refusal for WeightsRefusal {
    fn reason(&self) -> Reason {
        Reason::new("award_weights_not_hundred").with("sum", self.sum)
    }
}
