//! The room's pages and acts, and who may use them.

use super::pages::{appeal, category, certificates, cleaning, desk, desk_category, desk_edition, edition, hall, nominate};
use crate::backend::{Act, Answer, Room};
use crate::door;
use rules::permits::{Role, Who};

const OFFICE: Who = Who::Roles(&[Role::Secretary]);
/// Whoever looks on: the office, and the auditor.
const READERS: Who = Who::Roles(&[Role::Secretary, Role::Auditor]);

/// What the house knows of this room.
pub const ROOM: Room = Room {
    name: "awards",
    words: [include_str!("words/zh-CN.ftl"), include_str!("words/en.ftl")],
    pages: &[
        door!("/awards", Who::Anyone, hall::hall, lists: ["awards"], query: []),
        door!("/awards/{edition}", Who::Anyone, edition::edition, lists: ["awards"], query: []),
        door!("/awards/{edition}/{category}", Who::Anyone, category::category, lists: ["awards", "merchants", "districts"], query: []),
        door!("/awards/{edition}/{category}/nominate", Who::Person, nominate::nominate),
        door!("/awards/{edition}/{category}/certificates", Who::Anyone, certificates::certificates),
        door!("/awards/{edition}/{category}/appeal", Who::Person, appeal::appeal),
        door!("/desk/awards", READERS, desk::editions),
        door!("/desk/awards/new", OFFICE, desk::new_edition),
        door!("/desk/awards/{edition}", READERS, desk_edition::one),
        door!("/desk/awards/{edition}/change", OFFICE, desk::change),
        door!("/desk/awards/{edition}/{category}", READERS, desk_category::one),
        door!("/desk/awards/{edition}/{category}/cleaning", READERS, cleaning::one),
    ],
    acts: &[
        &DRAFT_EDITION,
        &CHANGE_EDITION,
        &ADD_CATEGORY,
        &CHANGE_CATEGORY,
        &DROP_CATEGORY,
        &ANNOUNCE_EDITION,
        &NOMINATE_MERCHANT,
        &MAKE_SHORTLIST,
        &PREPARE_AWARD_VOTES,
        &OPEN_AWARD_VOTE,
        &CLEAN_AWARD_VOTE,
        &REMOVE_BALLOT,
        &HEAR_APPEALS,
        &APPEAL_REMOVAL,
        &DECIDE_APPEAL,
        &DESTROY_LINKS,
        &PUBLISH_RESULTS,
    ],
};

/// A new edition, seen by the office only.
pub static DRAFT_EDITION: Act = Act {
    name: "draft_edition",
    path: "/api/awards/draft_edition",
    who: OFFICE,
    form: "/desk/awards/new",
    done: Answer::To("/desk/awards/{edition}"),
    secrets: &[],
    lists: &[],
};

/// Another plan, until nominating begins.
pub static CHANGE_EDITION: Act = Act {
    name: "change_edition",
    path: "/api/awards/change_edition",
    who: OFFICE,
    form: "/desk/awards/{id}/change",
    done: Answer::To("/desk/awards/{edition}"),
    secrets: &[],
    lists: &["awards"],
};

/// One more category.
pub static ADD_CATEGORY: Act = Act {
    name: "add_category",
    path: "/api/awards/add_category",
    who: OFFICE,
    form: "/desk/awards/{edition}",
    done: Answer::To("/desk/awards/{edition}"),
    secrets: &[],
    lists: &["awards"],
};

/// Other terms of a category, until nominating begins.
pub static CHANGE_CATEGORY: Act = Act {
    name: "change_category",
    path: "/api/awards/change_category",
    who: OFFICE,
    form: "/desk/awards/{edition}/{id}",
    done: Answer::To("/desk/awards/{edition}"),
    secrets: &[],
    lists: &["awards"],
};

/// A category less.
pub static DROP_CATEGORY: Act = Act {
    name: "drop_category",
    path: "/api/awards/drop_category",
    who: OFFICE,
    form: "/desk/awards/{edition}/{category}",
    done: Answer::To("/desk/awards/{edition}"),
    secrets: &[],
    lists: &["awards"],
};

/// Everybody sees it from now on.
pub static ANNOUNCE_EDITION: Act = Act {
    name: "announce_edition",
    path: "/api/awards/announce_edition",
    who: OFFICE,
    form: "/desk/awards/{edition}",
    done: Answer::To("/desk/awards/{edition}"),
    secrets: &[],
    lists: &["awards"],
};

/// Somebody nominates a merchant.
pub static NOMINATE_MERCHANT: Act = Act {
    name: "nominate_merchant",
    path: "/api/awards/nominate_merchant",
    who: Who::Person,
    form: "/awards/{edition}/{category}/nominate?shop={candidate}",
    done: Answer::To("/awards/{edition}/{category}"),
    secrets: &[],
    lists: &["awards"],
};

/// The candidates, as a meeting decided.
pub static MAKE_SHORTLIST: Act = Act {
    name: "make_shortlist",
    path: "/api/awards/make_shortlist",
    who: OFFICE,
    form: "/desk/awards/{edition}/{category}",
    done: Answer::To("/desk/awards/{edition}/{category}"),
    secrets: &[],
    lists: &["awards"],
};

/// An act of the office on a category's vote, from the category's desk.
const fn on_vote(name: &'static str, path: &'static str) -> Act {
    Act {
        name,
        path,
        who: OFFICE,
        form: "/desk/awards/{edition}/{category}",
        done: Answer::To("/desk/awards/{edition}/{category}"),
        secrets: &[],
        lists: &["awards"],
    }
}

/// An act of the office on the residents' vote, from the page on its cleaning.
const fn on_cleaning(name: &'static str, path: &'static str) -> Act {
    Act { form: "/desk/awards/{edition}/{category}/cleaning", done: Answer::To("/desk/awards/{edition}/{category}/cleaning"), ..on_vote(name, path) }
}

/// Both votes of a category prepared.
pub static PREPARE_AWARD_VOTES: Act = on_vote("prepare_award_votes", "/api/awards/prepare_award_votes");

/// One of them opened.
pub static OPEN_AWARD_VOTE: Act = Act { lists: &["awards", "meetings"], ..on_vote("open_award_vote", "/api/awards/open_award_vote") };

/// The cleaning of the residents' vote begins.
pub static CLEAN_AWARD_VOTE: Act = on_cleaning("clean_award_vote", "/api/awards/clean_award_vote");

/// A ballot that must not count is removed.
pub static REMOVE_BALLOT: Act = on_cleaning("remove_ballot", "/api/awards/remove_ballot");

/// The appeal days begin.
pub static HEAR_APPEALS: Act = on_cleaning("hear_appeals", "/api/awards/hear_appeals");

/// An appeal is decided.
pub static DECIDE_APPEAL: Act = on_cleaning("decide_appeal", "/api/awards/decide_appeal");

/// The links from persons to ballots go.
pub static DESTROY_LINKS: Act = on_cleaning("destroy_links", "/api/awards/destroy_links");

/// Somebody whose ballot was removed appeals.
pub static APPEAL_REMOVAL: Act = Act {
    name: "appeal_removal",
    path: "/api/awards/appeal_removal",
    who: Who::Person,
    form: "/awards/{edition}/{category}/appeal",
    done: Answer::To("/awards/{edition}/{category}/appeal"),
    secrets: &[],
    lists: &[],
};

/// The results of an edition are public from now on.
pub static PUBLISH_RESULTS: Act = Act {
    name: "publish_results",
    path: "/api/awards/publish_results",
    who: OFFICE,
    form: "/desk/awards/{edition}",
    done: Answer::To("/desk/awards/{edition}"),
    secrets: &[],
    lists: &["awards"],
};
