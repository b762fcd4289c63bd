//! Permits: the matrix of who may open and do what, as a page. It is made from the doors of all rooms; there is no second list.

#[cfg(feature = "ssr")]
mod pages;

/// The matrix' words and page.
#[cfg(feature = "ssr")]
pub const ROOM: crate::backend::Room = crate::backend::Room {
    name: "permits",
    words: [include_str!("words/zh-CN.ftl"), include_str!("words/en.ftl")],
    pages: &[crate::door!(
        "/desk/permits",
        rules::permits::Who::Roles(&[rules::permits::Role::Secretary, rules::permits::Role::Auditor, rules::permits::Role::Admin]),
        pages::matrix
    )],
    acts: &[],
};
