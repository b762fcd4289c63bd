//! The test world: a town of its own for every test, and people who open pages and send forms like a browser does.

use app::backend::{Clock, Db, House, Keys, PublicData};
use axum::Router;
use axum::body::Body;
use axum::http::header::{ACCEPT, CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use axum::http::{Request, Response, StatusCode};
use http_body_util::BodyExt;
use rules::Instant;
use rules::permits::{Place, Role};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::Value;
use server::http::{Portal, router};
use server::migrations;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use tokio::sync::{OnceCell, Semaphore};
use tower::ServiceExt;
use uuid::Uuid;

/// One town with its own empty database and a clock that stands until it is moved.
#[derive(Clone)]
pub struct Town {
    pub house: House,
    pub router: Router,
    pub url: Arc<str>,
}

static NEXT: AtomicU64 = AtomicU64::new(1);
static TEMPLATE: OnceCell<String> = OnceCell::const_new();
const SITE: &str = "https://shangmeng.example";

impl Town {
    /// A new town on that moment.
    pub async fn on(moment: &str) -> Self {
        let url = new_database().await;
        Self::node(&url, Clock::held_at(Instant::parse(moment).expect("a moment"))).await
    }

    /// One more node of the same town: same database, same clock, same keys.
    pub async fn second_node(&self) -> Self {
        Self::node(&self.url, self.house.clock.clone()).await
    }

    /// A node of the same town that reaches the database by another way.
    pub async fn node_by_way_of(&self, url: &str) -> Self {
        Self::node(url, self.house.clock.clone()).await
    }

    async fn node(url: &str, clock: Clock) -> Self {
        let house = House {
            db: Db::open(url).await.expect("the town's database"),
            public: PublicData::default(),
            clock,
            keys: Keys::new([7; 32]),
            public_url: SITE.into(),
            demo: false,
            assets: "test".into(),
            sms: None,
            hashing: Arc::new(Semaphore::new(2)),
        };
        let router = router(Portal::new(house.clone(), Vec::new(), "no-site".into()));
        Self { house, router, url: url.into() }
    }

    /// The same town with an SMS gateway at that address.
    pub fn with_gateway(mut self, url: &str) -> Self {
        self.house.sms = Some(url.into());
        self.router = router(Portal::new(self.house.clone(), Vec::new(), "no-site".into()));
        self
    }

    /// Moves the town's clock.
    pub fn goes_to(&self, moment: &str) {
        self.house.clock.set(Instant::parse(moment).expect("a moment"));
    }

    /// A visitor with an empty cookie jar.
    pub fn visitor(&self) -> Browser {
        Browser { router: self.router.clone(), jar: Arc::default(), address: None }
    }

    /// A new account, signed in.
    pub async fn resident(&self, mobile: &str) -> Browser {
        let visitor = self.visitor();
        let join = visitor.act("/api/accounts/join", &[("mobile", mobile), ("password", PASSWORD), ("privacy", "on")]).await;
        join.succeeds();
        visitor.act("/api/accounts/sign_in", &[("mobile", mobile), ("password", PASSWORD)]).await.succeeds();
        visitor
    }

    /// Somebody with a role, signed in, the second factor shown.
    pub async fn with_role(&self, mobile: &str, role: Role, place: Place) -> Browser {
        let person = self.resident(mobile).await;
        let id = self.person(mobile).await;
        let now = self.house.clock.now();
        let given = app::accounts::give_grant(self.house.db.write(), id, role, place, id, now).await;
        // Who comes again holds it already.
        let held = matches!(&given, Err(app::backend::AppError::Refused(said)) if said.code == "held_already");
        assert!(held || given.is_ok(), "{given:?}");
        self.execute("UPDATE session SET second_factor = TRUE").await;
        person
    }

    /// The id of the person with this number.
    pub async fn person(&self, mobile: &str) -> Uuid {
        let person = app::accounts::entity::person::Entity::find().filter(app::accounts::entity::person::Column::Mobile.eq(mobile));
        person.one(self.house.db.read()).await.expect("the database").expect("a person").id
    }

    /// A number from the town's database: `SELECT COUNT(*) AS n FROM …`.
    pub async fn count(&self, sql: &str) -> i64 {
        let db = self.house.db.write();
        let row = db.query_one_raw(sea_orm::Statement::from_string(db.get_database_backend(), sql)).await.expect("the statement runs");
        row.expect("a row").try_get("", "n").expect("a number")
    }

    /// The id a statement finds.
    pub async fn value(&self, sql: &str) -> String {
        let backend = self.house.db.read().get_database_backend();
        let row = self.house.db.read().query_one_raw(sea_orm::Statement::from_string(backend, sql)).await.expect("the statement runs");
        row.expect("a row").try_get_by_index::<Uuid>(0).expect("an id").to_string()
    }

    /// Runs a statement on the town's database: for planting faults and looking underneath.
    pub async fn execute(&self, sql: &str) {
        self.house.db.write().execute_unprepared(sql).await.expect("the statement runs");
    }
}

pub const PASSWORD: &str = "海鲜疙瘩汤真好喝";

/// The address of a database with nothing in it.
pub async fn empty_database() -> String {
    let name = format!("empty_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    match std::env::var("SHANGMENG_TEST_POSTGRES") {
        Ok(server) => {
            postgres_admin(&server, &format!("CREATE DATABASE {name}")).await;
            format!("{server}/{name}")
        }
        Err(_) => format!("sqlite://{}?mode=rwc", scratch().join(format!("{name}.db")).display()),
    }
}

/// SQLite: a copy of a migrated file. PostgreSQL: a database made from a migrated template.
async fn new_database() -> String {
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let name = format!("town_{}_{number}", std::process::id());
    match std::env::var("SHANGMENG_TEST_POSTGRES") {
        Ok(server) => {
            let template = TEMPLATE.get_or_init(|| postgres_template(server.clone())).await;
            postgres_admin(&server, &format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
            format!("{server}/{name}")
        }
        Err(_) => {
            let template = TEMPLATE.get_or_init(sqlite_template).await;
            let file = scratch().join(format!("{name}.db"));
            std::fs::copy(template, &file).expect("copy of the template");
            format!("sqlite://{}?mode=rwc", file.display())
        }
    }
}

/// Where the checks say; else in memory where the machine has such a folder. Emptied of what earlier runs left.
fn scratch() -> std::path::PathBuf {
    let in_memory = || if std::path::Path::new("/dev/shm").is_dir() { "/dev/shm".into() } else { std::env::temp_dir() };
    let base = std::env::var_os("SHANGMENG_TEST_SCRATCH").map_or_else(in_memory, std::path::PathBuf::from);
    let folder = base.join(format!("shangmeng-town-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for the towns");
    folder
}

async fn sqlite_template() -> String {
    for old in std::fs::read_dir(scratch().parent().expect("a base")).into_iter().flatten().flatten() {
        let name = old.file_name().to_string_lossy().into_owned();
        let pid = name.strip_prefix("shangmeng-town-").and_then(|pid| pid.parse::<u32>().ok());
        if pid.is_some_and(|pid| !std::path::Path::new(&format!("/proc/{pid}")).exists()) {
            let _ = std::fs::remove_dir_all(old.path());
        }
    }
    let file = scratch().join("template.db");
    let url = format!("sqlite://{}?mode=rwc", file.display());
    let (write, engine) = Db::open_for_writing(&url).await.expect("a new file");
    migrations::migrate(&write, engine).await.expect("migrations");
    write.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await.expect("checkpoint");
    write.close().await.expect("closed");
    file.display().to_string()
}

async fn postgres_template(server: String) -> String {
    let name = format!("template_{}", std::process::id());
    postgres_admin(&server, &format!("CREATE DATABASE {name}")).await;
    let (write, engine) = Db::open_for_writing(&format!("{server}/{name}")).await.expect("the template");
    migrations::migrate(&write, engine).await.expect("migrations");
    write.close().await.expect("closed");
    name
}

async fn postgres_admin(server: &str, sql: &str) {
    static ONE_AT_A_TIME: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());
    let _turn = ONE_AT_A_TIME.lock().await;
    let admin = sea_orm::Database::connect(format!("{server}/postgres")).await.expect("PostgreSQL");
    admin.execute_unprepared(sql).await.expect("the statement runs");
    admin.close().await.expect("closed");
}

/// Somebody with a browser: cookies are kept, forms are sent as browsers send them.
#[derive(Clone)]
pub struct Browser {
    router: Router,
    jar: Arc<Mutex<BTreeMap<String, String>>>,
    address: Option<std::net::IpAddr>,
}

impl Browser {
    /// Opens a page.
    pub async fn opens(&self, path: &str) -> Answer {
        self.send(Request::get(path).header(ACCEPT, "text/html"), Body::empty()).await
    }

    /// Does an act as an island does: JSON back.
    pub async fn act(&self, path: &str, form: &[(&str, &str)]) -> Answer {
        self.post(path, "application/json", form).await
    }

    /// Sends a plain form, without JavaScript.
    pub async fn sends(&self, path: &str, form: &[(&str, &str)]) -> Answer {
        self.post(path, "text/html,application/xhtml+xml", form).await
    }

    async fn post(&self, path: &str, accept: &str, form: &[(&str, &str)]) -> Answer {
        let body = serde_urlencoded::to_string(form).expect("a form");
        let request = Request::post(path).header(ACCEPT, accept).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.header("sec-fetch-site", "same-origin"), Body::from(body)).await
    }

    /// Sends any request with this browser's cookies.
    pub async fn send(&self, request: axum::http::request::Builder, body: Body) -> Answer {
        let cookies: Vec<String> = self.jar.lock().expect("jar").iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = if cookies.is_empty() { request } else { request.header(COOKIE, cookies.join("; ")) };
        let request = match self.address {
            Some(address) => request.extension(server::http::Peer((address, 443).into())),
            None => request,
        };
        let response = self.router.clone().oneshot(request.body(body).expect("a request")).await.expect("an answer");
        self.keep_cookies(&response);
        let (parts, body) = response.into_parts();
        let body = body.collect().await.expect("a body").to_bytes();
        Answer { status: parts.status, headers: parts.headers, body: String::from_utf8_lossy(&body).into_owned() }
    }

    fn keep_cookies(&self, response: &Response<Body>) {
        let mut jar = self.jar.lock().expect("jar");
        for cookie in response.headers().get_all(SET_COOKIE) {
            let cookie = cookie.to_str().expect("ascii");
            let (name, value) = cookie.split(';').next().and_then(|pair| pair.split_once('=')).expect("a cookie");
            if cookie.contains("Max-Age=0") {
                jar.remove(name);
            } else {
                jar.insert(name.to_owned(), value.to_owned());
            }
        }
    }

    /// The same browser, sent to another node.
    pub fn on(self, town: &Town) -> Self {
        Self { router: town.router.clone(), ..self }
    }

    /// The same browser at another address of the network.
    pub fn at(self, address: &str) -> Self {
        Self { address: Some(address.parse().expect("an address")), ..self }
    }

    /// A cookie in the jar.
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.jar.lock().expect("jar").get(name).cloned()
    }
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: axum::http::HeaderMap,
    pub body: String,
}

impl Answer {
    /// The JSON it holds.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {} {}", self.status, self.body))
    }

    /// Where it leads.
    pub fn leads_to(&self) -> &str {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.body);
        self.headers.get(LOCATION).and_then(|to| to.to_str().ok()).expect("a location")
    }

    #[track_caller]
    pub fn succeeds(self) -> Self {
        assert!(self.status.is_success(), "{} {}", self.status, self.body);
        self
    }

    /// Refused under this name, whether as JSON or with 4xx on a page.
    #[track_caller]
    #[expect(clippy::wrong_self_convention, reason = "reads as a sentence, and the answer goes on")]
    pub fn is_refused_with(self, code: &str) -> Self {
        assert!(self.status.is_client_error(), "{} {}", self.status, self.body);
        assert_eq!(self.json()["code"], code, "{}", self.body);
        self
    }

    /// The value of a form's hidden field on the page.
    #[track_caller]
    pub fn hidden(&self, name: &str) -> String {
        let mark = format!("name=\"{name}\" value=\"");
        let (_, rest) = self.body.split_once(&mark).unwrap_or_else(|| panic!("no hidden “{name}” ({}): {}", self.status, self.body));
        rest.split('"').next().expect("an end").to_owned()
    }

    #[track_caller]
    pub fn shows(self, text: &str) -> Self {
        assert!(self.body.contains(text), "“{text}” is not on the page ({}): {}", self.status, self.body);
        self
    }

    #[track_caller]
    pub fn shows_not(self, text: &str) -> Self {
        assert!(!self.body.contains(text), "“{text}” is on the page: {}", self.body);
        self
    }
}
