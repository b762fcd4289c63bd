//! What the office sets for the process: environment variables, or flags of the same meaning, which win.

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

/// Settings of every command that opens the database.
#[derive(Debug, Clone, clap::Args)]
pub struct DatabaseArgs {
    /// Where the town's records are: sqlite://PATH?mode=rwc or postgres://USER@HOST/NAME
    #[arg(long, env = "DATABASE_URL", default_value = "sqlite://data/shangmeng.db?mode=rwc", hide_env_values = true, global = true)]
    pub database_url: String,
    /// File with the office's secret (64 hexadecimal digits); made when it is missing. Several nodes share one.
    #[arg(long, env = "SHANGMENG_SECRET_FILE", default_value = "data/secret.key", global = true)]
    pub secret_file: PathBuf,
}

/// Settings of `serve`.
#[derive(Debug, Clone, clap::Args)]
pub struct ServeArgs {
    /// Address to listen on
    #[arg(long, env = "SHANGMENG_ADDR", default_value = "127.0.0.1:3000")]
    pub addr: SocketAddr,
    /// The portal's address as people type it, for QR codes, posters and calendar files; by default http:// and the address listened on
    #[arg(long, env = "SHANGMENG_PUBLIC_URL", value_parser = public_url)]
    pub public_url: Option<String>,
    /// Proxies whose X-Forwarded-For is believed, separated by commas; none by default
    #[arg(long, env = "SHANGMENG_TRUSTED_PROXIES", default_value = "")]
    pub trusted_proxies: Proxies,
    /// Address for Prometheus metrics, a listener of its own; off by default
    #[arg(long, env = "SHANGMENG_METRICS_ADDR")]
    pub metrics_addr: Option<SocketAddr>,
    /// Folder with the built bundle and style sheet
    #[arg(long, env = "SHANGMENG_SITE", default_value = "target/site")]
    pub site: PathBuf,
    /// The SMS provider's webhook; without one, proof happens at a counter
    #[arg(long, env = "SHANGMENG_SMS_WEBHOOK", hide_env_values = true)]
    pub sms_webhook: Option<String>,
    /// Serve the demo town (and fill it first when the database is empty)
    #[arg(long)]
    pub demo: bool,
    /// With --demo: the moment the clock starts from, e.g. 2026-11-27T09:00+08:00
    #[arg(long, requires = "demo")]
    pub at: Option<String>,
    /// With --demo: allow an address other than loopback
    #[arg(long, requires = "demo")]
    pub demo_on_network: bool,
}

/// Addresses, separated by commas.
#[derive(Debug, Clone, Default)]
pub struct Proxies(pub Vec<IpAddr>);

impl std::str::FromStr for Proxies {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
        let read = |part: &str| part.parse().map_err(|_| format!("{part} is no address; write them as 10.0.0.1,10.0.0.2"));
        parts.map(read).collect::<Result<_, _>>().map(Self)
    }
}

/// Scheme, host and perhaps a port; an empty variable is as good as none.
fn public_url(text: &str) -> Result<String, String> {
    let text = text.trim().trim_end_matches('/');
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or_default();
    let fits = !host.is_empty() && host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']'));
    if fits || text.is_empty() { Ok(text.to_owned()) } else { Err("write it as https://example.cn, without a path".to_owned()) }
}

/// Reads the office's secret, or makes one that only this user can read.
///
/// # Errors
/// The file cannot be read or written, or does not hold 64 hexadecimal digits.
pub fn secret(file: &Path) -> Result<[u8; 32], String> {
    if !file.exists() {
        make_secret(file).map_err(|error| format!("{}: {error}", file.display()))?;
    }
    let text = std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let text = text.trim();
    let mut secret = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return Err(format!("{}: 64 hexadecimal digits are needed", file.display()));
    }
    for (index, byte) in secret.iter_mut().enumerate() {
        *byte =
            u8::from_str_radix(&text[index * 2..index * 2 + 2], 16).map_err(|_| format!("{}: 64 hexadecimal digits are needed", file.display()))?;
    }
    Ok(secret)
}

fn make_secret(file: &Path) -> std::io::Result<()> {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let digits: String = rand::random::<[u8; 32]>().iter().map(|byte| format!("{byte:02x}")).collect();
    let mut new = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(file)?;
    writeln!(new, "{digits}")
}
