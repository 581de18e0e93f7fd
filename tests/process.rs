//! The real binary against the imitation of Telegram, over HTTP on the loopback address.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::Arc;
use std::time::Duration;

use sim::{BotSetup, PersonSetup, Server, Setup, Telegram};

pub const CLIENT: &str = "salon_bot";
pub const ADMIN: &str = "salon_admin_bot";
pub const OWNER: i64 = 900;

pub const CLIENT_TOKEN: &str = "100000001:AAclientclientclientclientclientcli";
pub const ADMIN_TOKEN: &str = "200000002:AAadminadminadminadminadminadmina";

/// A salon with so many clients, numbered from 1, and an owner.
pub struct Salon {
    pub server: Server,
    pub running: Running,
    folder: tempfile::TempDir,
}

/// The service of a salon, apart from its Telegram, so that a test can kill the one while people use the other.
pub struct Running {
    folder: PathBuf,
    child: Option<Child>,
}

impl Salon {
    /// Everything is there but the process. `more` is added to the configuration.
    pub async fn new(clients: i64, hours: &str, more: &str) -> Salon {
        let bot = |token: &str, username: &str| BotSetup {
            token: token.into(),
            username: username.into(),
            name: username.into(),
            hint: None,
            shown: vec![1],
        };
        let person = |id: i64| PersonSetup {
            id,
            first_name: format!("Клиент {id}"),
            language: "ru".into(),
            phone: format!("7912555{id:04}"),
        };
        let setup = Setup {
            bots: vec![bot(CLIENT_TOKEN, CLIENT), bot(ADMIN_TOKEN, ADMIN)],
            people: (1..=clients).chain([OWNER]).map(person).collect(),
            limits: false,
        };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = Server::start(listener, Telegram::new(setup), Arc::new(wall_clock)).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let running = Running { folder: folder.path().to_owned(), child: None };
        let salon = Salon { server, running, folder };
        salon.configure(more);
        let catalog = format!(
            "[[service]]\nname = \"Стрижка\"\nduration = \"60m\"\nprice = 1500\n\n[[specialist]]\nname = \"Мария\"\nhours = \"{hours}\"\n"
        );
        std::fs::write(salon.path("catalog.toml"), catalog).unwrap();
        let imported = salon.command(&["catalog", "import", "catalog.toml"]).output().unwrap();
        assert!(imported.status.success(), "{}", String::from_utf8_lossy(&imported.stderr));
        salon
    }

    /// Writes the configuration; `more` stands at the end.
    pub fn configure(&self, more: &str) {
        let text = format!(
            "[business]\nname = \"Салон\"\ntimezone = \"Europe/Moscow\"\n\n[telegram]\napi_url = \"{}\"\npoll_timeout = \"5s\"\nrate = 0\nchat_rate = 0\n\n[database]\npath = \"zapis.db\"\n\n[admin]\nids = [{OWNER}]\n\n{more}\n",
            self.server.url()
        );
        std::fs::write(self.path("config.toml"), text).unwrap();
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The binary with these arguments, in the salon's folder.
    pub fn command(&self, arguments: &[&str]) -> Command {
        self.running.command(arguments)
    }

    /// What a second start says; it must end by itself.
    pub fn refused(&self, arguments: &[&str], change: impl FnOnce(&mut Command)) -> String {
        let mut command = self.command(arguments);
        change(&mut command);
        let Output { status, stderr, .. } = command.output().unwrap();
        let said = String::from_utf8(stderr).unwrap();
        assert_eq!(status.code(), Some(1), "{said}");
        assert_eq!(said.trim_end().lines().count(), 1, "one line: {said}");
        said
    }

    /// Starts the service; with a fail point it will die there.
    pub fn start(&mut self, fail: Option<&str>) {
        match fail {
            Some(fail) => self.running.start(&[("ZAPIS_FAIL", fail)]),
            None => self.running.start(&[]),
        }
    }

    pub fn log(&self) -> String {
        std::fs::read_to_string(self.path("log")).unwrap_or_default()
    }
}

impl Running {
    fn command(&self, arguments: &[&str]) -> Command {
        // Measurements are made with a release: `ZAPIS_BINARY=target/release/zapis`.
        let binary = std::env::var("ZAPIS_BINARY").unwrap_or_else(|_| env!("CARGO_BIN_EXE_zapis").to_owned());
        let mut command = Command::new(std::fs::canonicalize(binary).unwrap());
        command
            .args(arguments)
            .current_dir(&self.folder)
            .env_clear()
            .env("ZAPIS_CLIENT_TOKEN", CLIENT_TOKEN)
            .env("ZAPIS_ADMIN_TOKEN", ADMIN_TOKEN)
            .env("ZAPIS_CONFIG", self.folder.join("config.toml"))
            .stdin(Stdio::null());
        command
    }

    /// Starts the service with something more in its environment.
    pub fn start(&mut self, environment: &[(&str, &str)]) {
        assert!(self.child.is_none(), "it runs already");
        let log =
            std::fs::OpenOptions::new().create(true).append(true).open(self.folder.join("log")).unwrap();
        let mut command = self.command(&["run"]);
        command.stdout(Stdio::null()).stderr(log).envs(environment.iter().copied());
        self.child = Some(command.spawn().unwrap());
    }

    /// Starts the service from a shell that does something before.
    pub fn start_after(&mut self, shell: &str) {
        let log =
            std::fs::OpenOptions::new().create(true).append(true).open(self.folder.join("log")).unwrap();
        let mut command = in_shell(&self.command(&["run"]), "sh", &[], shell);
        self.child = Some(command.stdout(Stdio::null()).stderr(log).spawn().unwrap());
    }

    /// The process, while it runs.
    pub fn id(&self) -> u32 {
        self.child.as_ref().unwrap().id()
    }

    /// `kill -9`.
    pub fn kill(&mut self) {
        let mut child = self.child.take().unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
    }

    /// Asks the service to end and waits for it.
    pub async fn stop(&mut self) -> ExitStatus {
        let mut child = self.child.take().unwrap();
        let id = child.id().to_string();
        assert!(Command::new("sh").args(["-c", "kill -TERM $0", &id]).status().unwrap().success());
        for _ in 0..200 {
            if let Some(status) = child.try_wait().unwrap() {
                return status;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        child.kill().unwrap();
        panic!("the service did not stop within twenty seconds");
    }

    /// Whether the process ends by itself within a while.
    pub async fn dies(&mut self, longest: Duration) -> bool {
        let deadline = tokio::time::Instant::now() + longest;
        while tokio::time::Instant::now() < deadline {
            if self.child.as_mut().unwrap().try_wait().unwrap().is_some() {
                self.child = None;
                return true;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        false
    }
}

/// The same command, begun by a shell that does something before; `program` starts the shell with what else it needs.
pub fn in_shell(command: &Command, program: &str, arguments: &[&str], shell: &str) -> Command {
    let mut wrapped = Command::new(program);
    wrapped.args(arguments).args(["-c", &format!("{shell}; exec \"$0\" \"$@\"")]);
    wrapped.arg(command.get_program()).args(command.get_args()).env_clear().stdin(Stdio::null());
    wrapped.env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    wrapped.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
    if let Some(folder) = command.get_current_dir() {
        wrapped.current_dir(folder);
    }
    wrapped
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Some(child) = &mut self.child {
            // It may have ended meanwhile.
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// All files in a folder and in the folders within.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// The imitation runs in real time beside the real process.
#[expect(clippy::disallowed_methods, reason = "the imitation's clock is the wall clock here")]
fn wall_clock() -> chrono::DateTime<chrono::Utc> {
    std::time::SystemTime::now().into()
}
