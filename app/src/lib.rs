#![doc = include_str!("../README.md")]

pub mod accounts;
pub mod alliance;
pub mod awards;
pub mod backend;
pub mod claims;
pub mod desks;
pub mod districts;
pub mod meetings;
pub mod member_day;
pub mod merchants;
pub mod notices;
pub mod offers;
pub mod permits;
pub mod privacy;
pub mod registers;
#[cfg(feature = "ssr")]
pub mod shell;
pub mod ui;
pub mod voting;

/// The list of rooms: what the house knows of each (its words, its pages, its acts).
#[cfg(feature = "ssr")]
#[rustfmt::skip]
pub const ROOMS: &[backend::Room] = &[
    backend::ROOM,
    shell::ROOM,
    ui::ROOM,
    alliance::ROOM,
    accounts::ROOM,
    notices::ROOM,
    districts::ROOM,
    merchants::ROOM,
    offers::ROOM,
    member_day::ROOM,
    claims::ROOM,
    meetings::ROOM,
    registers::ROOM,
    voting::ROOM,
    awards::ROOM,
    desks::ROOM,
    permits::ROOM,
    privacy::ROOM,
];
