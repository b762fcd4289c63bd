//! `verify-vote`: recounts a published vote from its file alone, without database and without network.

use app::backend::{AppError, Lang};
use rules::Refusal;
use rules::voting::{Digest, Recount, SignedReceipt, recount};
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
    let root = args.root.as_deref().map(|root| Digest::parse(root.trim()).ok_or("--root is no SHA-256 in 64 hexadecimal digits")).transpose()?;
    let recounted = recount(&bytes(&args.file)?, root.as_ref()).map_err(|refusal| format!("{}: {}", args.file.display(), sentence(&refusal)))?;
    tell(&recounted);
    if let Some(receipt) = &args.receipt {
        check_receipt(receipt, &args.keys, &recounted)?;
    }
    Ok(())
}

fn bytes(file: &Path) -> Result<Vec<u8>, String> {
    let named = |error: std::io::Error| format!("{}: {error}", file.display());
    if std::fs::metadata(file).map_err(named)?.len() > MOST_BYTES {
        return Err(format!("{}: larger than {MOST_BYTES} bytes", file.display()));
    }
    std::fs::read(file).map_err(named)
}

fn tell(recounted: &Recount) {
    let Recount { card, board, root, tally, verdict } = recounted;
    println!("question     {}", card.draft.question);
    println!("fingerprint  {}", card.fingerprint());
    println!("root         {root}");
    println!("on the roll  {}, marked {}", card.on_roll, board.header.marked);
    println!("ballots      {}", board.header.ballots);
    print!("{}", verdict.text(tally));
    println!("In order: every ballot is as the root says, and the result is the published one.");
}

fn check_receipt(file: &Path, keys: &[String], recounted: &Recount) -> Result<(), String> {
    let refused = |refusal: rules::voting::ReceiptRefusal| format!("{}: {}", file.display(), sentence(&refusal));
    let text = String::from_utf8(bytes(file)?).map_err(|_| refused(rules::voting::ReceiptRefusal::Unreadable))?;
    let receipt = SignedReceipt::parse(&text).map_err(refused)?;
    if keys.is_empty() {
        println!("receipt      signature not checked: no --key given");
    } else {
        let read = |key: &String| Digest::parse(key.trim()).map(|key| *key.bytes()).ok_or_else(|| format!("--key {key} is no public key"));
        let keys = keys.iter().map(read).collect::<Result<Vec<_>, _>>()?;
        receipt.signed_by(&keys, app::voting::signature_fits).map_err(refused)?;
        println!("receipt      signed by the alliance");
    }
    receipt.on_board(&recounted.board).map_err(refused)?;
    println!("receipt      its ballot is on the board as it was cast");
    Ok(())
}

fn sentence(refusal: &impl Refusal) -> String {
    Lang::En.speaking(|| AppError::refusal(refusal)).refused().whole()
}
