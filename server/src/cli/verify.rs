//! `verify-vote`: recounts a published vote from its file alone, without database and without network.

use app::backend::{AppError, Lang};
use rules::Refusal;
use rules::voting::{Digest, Recount, SignedReceipt, recount};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// What to compare the file with.
#[derive(Debug, clap::Args)]
pub(super) struct VerifyArgs {
    /// The file of ballots, as the vote's page gives it
    file: PathBuf,
    /// The root somebody wrote down: from the minutes, the screen or a receipt's page
    #[arg(long)]
    root: Option<String>,
    /// A receipt: a file with its text
    #[arg(long)]
    receipt: Option<PathBuf>,
    /// The public key the receipt must be signed with, in hexadecimal; may come several times
    #[arg(long = "key", requires = "receipt")]
    keys: Vec<String>,
}

/// The largest file that is read: a board of a million ballots has about 150 MB.
const MOST_BYTES: u64 = 512 * 1024 * 1024;

/// Recounts the file and compares it with root and receipt.
pub(super) fn verify(args: &VerifyArgs) -> Result<(), String> {
    let root = args.root.as_deref().map(|root| digest(root).ok_or("--root is no SHA-256 in 64 hexadecimal digits")).transpose()?;
    let recounted = recount(&bytes(&args.file)?, root.as_ref()).map_err(|refusal| format!("{}: {}", args.file.display(), sentence(&refusal)))?;
    tell(&recounted)?;
    if let Some(receipt) = &args.receipt {
        check_receipt(receipt, &args.keys, &recounted)?;
    }
    Ok(())
}

/// A hash or key as somebody wrote it down: in parts, with large letters.
fn digest(typed: &str) -> Option<Digest> {
    Digest::parse(&typed.split_whitespace().collect::<String>().to_ascii_lowercase())
}

fn bytes(file: &Path) -> Result<Vec<u8>, String> {
    let named = |error: std::io::Error| format!("{}: {error}", file.display());
    let mut bytes = Vec::new();
    // Not every file says how long it is.
    std::fs::File::open(file).map_err(named)?.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(named)?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(format!("{}: larger than {} MB, no file of ballots is", file.display(), MOST_BYTES >> 20));
    }
    Ok(bytes)
}

fn tell(recounted: &Recount) -> Result<(), String> {
    let Recount { card, board, root, tally, verdict } = recounted;
    say(&format!(
        "question     {}\nfingerprint  {}\nroot         {root}\non the roll  {}, marked {}\nballots      {}\n{}\
         In order: every ballot is as the root says, and the result is the published one.\n",
        card.draft.question,
        card.fingerprint(),
        card.on_roll,
        board.header.marked,
        board.header.ballots,
        verdict.text(tally)
    ))
}

/// Says it; a reader that went away is told, not panicked about.
fn say(text: &str) -> Result<(), String> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(|error| format!("standard output: {error}"))
}

fn check_receipt(file: &Path, keys: &[String], recounted: &Recount) -> Result<(), String> {
    let refused = |refusal: rules::voting::ReceiptRefusal| format!("{}: {}", file.display(), sentence(&refusal));
    let text = String::from_utf8(bytes(file)?).map_err(|_| refused(rules::voting::ReceiptRefusal::Unreadable))?;
    let receipt = SignedReceipt::parse(&text).map_err(refused)?;
    if keys.is_empty() {
        say("receipt      signature not checked: no --key given\n")?;
    } else {
        let read = |key: &String| digest(key).map(|key| *key.bytes()).ok_or_else(|| format!("--key {key} is no public key"));
        let keys = keys.iter().map(read).collect::<Result<Vec<_>, _>>()?;
        receipt.signed_by(&keys, app::voting::signature_fits).map_err(refused)?;
        say("receipt      signed by the alliance\n")?;
    }
    receipt.on_board(&recounted.board).map_err(refused)?;
    say("receipt      its ballot is on the board as it was cast\n")
}

fn sentence(refusal: &impl Refusal) -> String {
    Lang::En.speaking(|| AppError::refusal(refusal)).refused().whole()
}
