//! `scripts/restore.sh` with the real binary: it restores, and takes it back when the service is not well (P10).
//!
//! `systemctl` is a script that starts and stops the program as the unit would.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output};

use rusqlite::Connection;

use crate::process::{CLIENT_TOKEN, Salon};
use crate::robot::Robot;

const ADMIN_TOKEN: &str = "200000002:AAadminadminadminadminadminadmina";

/// A salon whose service is run by that script. It is sick while a file of that name is there, until something is undone.
struct Unit(Salon);

fn script(path: &Path, text: &str) {
    std::fs::write(path, format!("#!/usr/bin/env bash\nset -eu\n{text}")).unwrap();
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
}

impl Unit {
    async fn new() -> Unit {
        let salon = Salon::new(2, "Mon-Sun 10:00-20:00", "").await;
        std::fs::create_dir(salon.path("bin")).unwrap();
        let sick = format!(
            "here=$(cd \"$(dirname \"$0\")/..\" && pwd)\n[ \"$1\" != run ] || [ ! -e \"$here/sick\" ] || exit 1\n\
             case \"$*\" in *--undo*) rm -f \"$here/sick\" ;; esac\nexec {} \"$@\"\n",
            env!("CARGO_BIN_EXE_zapis")
        );
        script(&salon.path("bin/zapis"), &sick);
        script(
            &salon.path("bin/systemctl"),
            r#"
here=$(cd "$(dirname "$0")/.." && pwd)
runs() { [ -e "$here/pid" ] && kill -0 "$(cat "$here/pid")" 2>/dev/null; }
case "$1" in
    start) runs || (cd "$here" && exec "$here/bin/zapis" run >/dev/null 2>>"$here/log" & echo $! >"$here/pid") ;;
    stop) if runs; then kill "$(cat "$here/pid")"; while runs; do sleep 0.05; done; fi ;;
    is-active) runs ;;
esac
"#,
        );
        Unit(salon)
    }

    fn run(&self, program: &Path, arguments: &[&str]) -> (bool, String) {
        let path = format!("{}:{}", self.0.path("bin").display(), std::env::var("PATH").unwrap());
        let mut command = Command::new(program);
        command.args(arguments).current_dir(self.0.path("")).env_clear().env("PATH", path);
        command.env("ZAPIS_CLIENT_TOKEN", CLIENT_TOKEN).env("ZAPIS_ADMIN_TOKEN", ADMIN_TOKEN);
        command.env("ZAPIS_CONFIG", self.0.path("config.toml"));
        let Output { status, stdout, stderr } = tokio::task::block_in_place(|| command.output().unwrap());
        (status.success(), String::from_utf8([stdout, stderr].concat()).unwrap())
    }

    fn systemctl(&self, what: &str) {
        let (done, said) = self.run(&self.0.path("bin/systemctl"), &[what]);
        assert!(done, "{said}");
    }

    fn restores(&self, arguments: &[&str]) -> (bool, String) {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/restore.sh");
        self.run(&script, &[&["--yes", "--wait", "20"], arguments].concat())
    }

    async fn books(&self, person: i64) {
        let taste = usize::try_from(person).unwrap();
        Robot { server: &self.0.server, person, taste }.books().await;
    }

    fn bookings(&self) -> i64 {
        let database = Connection::open(self.0.path("zapis.db")).unwrap();
        database.query_row("SELECT count(*) FROM booking", [], |row| row.get(0)).unwrap()
    }
}

impl Drop for Unit {
    fn drop(&mut self) {
        // The process belongs to nobody else, and its folder goes.
        let _ = Command::new(self.0.path("bin/systemctl")).arg("stop").status();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_is_restored_beside_a_unit_and_taken_back_when_the_service_is_not_well() {
    let unit = Unit::new().await;
    unit.systemctl("start");
    unit.books(1).await;
    let (made, said) = unit.run(&unit.0.path("bin/zapis"), &["backup", "copy.db"]);
    assert!(made, "{said}");
    unit.books(2).await;
    let (done, said) = unit.restores(&["config.toml"]);
    assert!(!done && said.contains("this backup is not good; nothing was changed"), "{said}");
    unit.systemctl("is-active");

    std::fs::write(unit.0.path("sick"), "").unwrap();
    let (done, said) = unit.restores(&["copy.db"]);
    assert!(!done, "{said}");
    assert!(
        said.trim_end().ends_with("the former database is in use again, and the service is well"),
        "{said}"
    );
    assert_eq!(unit.bookings(), 2);

    let (done, said) = unit.restores(&["copy.db"]);
    assert!(done && said.trim_end().ends_with("restored, and the service is well"), "{said}");
    assert_eq!(unit.bookings(), 1);
    let (done, said) = unit.restores(&["--undo"]);
    assert!(done, "{said}");
    assert_eq!(unit.bookings(), 2);
}
