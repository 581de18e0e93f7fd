//! `scripts/deploy.sh` with the real binary: a good version, a bad one, and one that has changed the database (P10).
//!
//! `systemctl` is a script that starts and stops the program as the unit would.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output};
use std::time::Duration;

use crate::process::{CLIENT_TOKEN, Salon};
use crate::robot::Robot;

const ADMIN_TOKEN: &str = "200000002:AAadminadminadminadminadminadmina";

/// A salon whose service runs as `bin/zapis`, as a unit would have it.
struct Deployed {
    salon: Salon,
}

fn script(path: &Path, text: &str) {
    std::fs::write(path, format!("#!/usr/bin/env bash\nset -eu\n{text}")).unwrap();
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
}

impl Deployed {
    async fn new() -> Deployed {
        let salon = Salon::new(2, "Mon-Sun 00:00-24:00", "").await;
        std::fs::create_dir(salon.path("bin")).unwrap();
        std::fs::copy(env!("CARGO_BIN_EXE_zapis"), salon.path("bin/zapis")).unwrap();
        script(
            &salon.path("bin/systemctl"),
            r#"
here=$(cd "$(dirname "$0")/.." && pwd)
runs() { [ -e "$here/pid" ] && kill -0 "$(cat "$here/pid")" 2>/dev/null; }
echo "$1" >>"$here/asked"
case "$1" in
    start) runs || (cd "$here" && exec "$here/bin/zapis" run >/dev/null 2>>"$here/log" & echo $! >"$here/pid") ;;
    stop) if runs; then kill "$(cat "$here/pid")"; while runs; do sleep 0.05; done; fi ;;
    is-active) if runs; then echo active; else echo inactive; exit 3; fi ;;
    show) echo ;;
esac
"#,
        );
        Deployed { salon }
    }

    fn command(&self, program: &str, arguments: &[&str]) -> (bool, String) {
        let bin = self.salon.path("bin");
        let Output { status, stdout, stderr } = tokio::task::block_in_place(|| {
            Command::new(program)
                .args(arguments)
                .env_clear()
                .env("PATH", format!("{}:{}", bin.display(), std::env::var("PATH").unwrap()))
                .env("ZAPIS_CLIENT_TOKEN", CLIENT_TOKEN)
                .env("ZAPIS_ADMIN_TOKEN", ADMIN_TOKEN)
                .env("ZAPIS_CONFIG", self.salon.path("config.toml"))
                .output()
                .unwrap()
        });
        (status.success(), String::from_utf8([stdout, stderr].concat()).unwrap())
    }

    fn systemctl(&self, what: &str) {
        let (done, said) = self.command(&self.salon.path("bin/systemctl").display().to_string(), &[what]);
        assert!(done, "{said}");
    }

    fn deploys(&self, what: &[&str]) -> (bool, String) {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/scripts/deploy.sh");
        let [config, to, keep] =
            ["config.toml", "bin/zapis", "kept"].map(|name| self.salon.path(name).display().to_string());
        let options = [script, "--config", &config, "--to", &to, "--keep", &keep, "--wait", "40"];
        self.command("bash", &[&options[..], what].concat())
    }

    /// A new version that is this one but for what `run` does.
    fn version(&self, name: &str, run: &str) -> String {
        let path = self.salon.path(name);
        let real = env!("CARGO_BIN_EXE_zapis");
        script(&path, &format!("if [ \"$1\" = run ]; then\n{run}\nfi\nexec {real} \"$@\"\n"));
        path.display().to_string()
    }

    fn in_use(&self) -> Vec<u8> {
        std::fs::read(self.salon.path("bin/zapis")).unwrap()
    }

    async fn books(&self, person: i64) -> String {
        let robot = Robot { server: &self.salon.server, person, taste: usize::try_from(person).unwrap() };
        tokio::time::timeout(Duration::from_secs(60), robot.books()).await.unwrap()
    }
}

impl Drop for Deployed {
    fn drop(&mut self) {
        // The process belongs to nobody else, and its folder goes.
        let _ = Command::new(self.salon.path("bin/systemctl")).arg("stop").status();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_good_version_is_put_into_use_and_the_former_is_kept() {
    let place = Deployed::new().await;
    place.systemctl("start");
    place.books(1).await;
    let former = place.in_use();
    let new = place.version("good", ":");
    let (done, said) = place.deploys(&[&new]);
    assert!(done && said.contains("the new version is in use and well"), "{said}\n{}", place.salon.log());
    assert_eq!(place.in_use(), std::fs::read(&new).unwrap());
    assert_eq!(std::fs::read(place.salon.path("kept/zapis.former")).unwrap(), former);
    let card = place.books(2).await;
    assert!(card.contains("Запись № 2"), "{card}");
    // Of its own accord it goes back, and the bookings stay: both versions read the same database.
    let (done, said) = place.deploys(&["--back"]);
    assert!(done && said.contains("the former version is in use again and well"), "{said}");
    assert_eq!(place.in_use(), former);
    let listed = Robot { server: &place.salon.server, person: 2, taste: 0 }.says("/bookings").await;
    assert!(listed.labels.iter().any(|label| label.contains(':')), "{listed:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_version_that_is_not_well_gives_way_to_the_former_one() {
    let place = Deployed::new().await;
    place.systemctl("start");
    place.books(1).await;
    let former = place.in_use();
    let bad = place.version("bad", "exit 1");
    let (done, said) = place.deploys(&[&bad]);
    assert!(!done && said.contains("the new version is not well"), "{said}");
    assert!(said.trim_end().ends_with("the former version is in use again and well"), "{said}");
    assert_eq!(place.in_use(), former);
    let card = place.books(2).await;
    assert!(card.contains("Запись № 2"), "nothing was lost: {card}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_version_that_has_changed_the_database_gives_way_with_the_database_of_before() {
    let place = Deployed::new().await;
    place.systemctl("start");
    place.books(1).await;
    place.systemctl("stop");
    let former = place.in_use();
    // What the new version makes of it: a schema from the future.
    let changed = place.salon.path("changed.db");
    let database = rusqlite::Connection::open(place.salon.path("zapis.db")).unwrap();
    database.execute("VACUUM INTO ?1", [changed.display().to_string()]).unwrap();
    drop(database);
    rusqlite::Connection::open(&changed).unwrap().execute_batch("PRAGMA user_version = 999").unwrap();
    place.systemctl("start");
    let bad = place.version(
        "bad",
        &format!("rm -f zapis.db-wal zapis.db-shm; cp {} zapis.db; exit 1", changed.display()),
    );
    let (done, said) = place.deploys(&[&bad]);
    assert!(!done && said.contains("the former version cannot read the database of now"), "{said}");
    assert!(said.contains("the former version is in use again and well, with the database of"), "{said}");
    assert_eq!(place.in_use(), former);
    let card = place.books(2).await;
    assert!(card.contains("Запись № "), "{card}");
    let listed = Robot { server: &place.salon.server, person: 1, taste: 0 }.says("/bookings").await;
    assert!(
        listed.labels.iter().any(|label| label.contains(':')),
        "the booking of before is there: {listed:?}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_put_into_use_changes_nothing() {
    let place = Deployed::new().await;
    place.systemctl("start");
    place.books(1).await;
    let former = place.in_use();
    let strange = place.salon.path("strange");
    script(&strange, "echo 'zapis: config.toml:1: unknown key' >&2\n[ \"$1\" = --version ]");
    let (done, said) = place.deploys(&[&strange.display().to_string()]);
    assert!(!done && said.contains("does not accept the configuration, and nothing was changed"), "{said}");
    assert!(!place.deploys(&["/no/such/file"]).0 && !place.deploys(&[]).0 && !place.deploys(&["--back"]).0);
    assert_eq!(place.in_use(), former);
    let asked = std::fs::read_to_string(place.salon.path("asked")).unwrap();
    assert!(!asked.contains("stop"), "the service was left alone: {asked}");
    place.books(2).await;
}
