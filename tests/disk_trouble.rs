//! The disk fails under the real binary: it is full, it can only be read, its bytes are not what they were.

use std::process::{Command, Output};
use std::time::Duration;

use crate::outage::damage;
use crate::process::{ADMIN, CLIENT, OWNER, Salon, in_shell};
use crate::robot::Robot;

/// Trouble is told after a quarter of a minute, on a machine that has other things to do.
const PATIENCE: Duration = Duration::from_secs(90);

/// Waits until the owner has heard these words, wherever they stand.
pub async fn owner_hears(salon: &Salon, words: &str) {
    let heard = salon.server.wait_for(PATIENCE, |telegram| {
        let mut messages = telegram.chat(ADMIN, OWNER)?.messages.iter().filter(|message| message.from_bot);
        messages.any(|message| message.text.contains(words)).then_some(())
    });
    assert!(heard.await.is_some(), "the owner does not hear {words:?}; the log:\n{}", salon.log());
}

async fn owner_comes(salon: &Salon) {
    salon.server.with(|telegram, now| telegram.send_text(now, ADMIN, OWNER, "/start"));
    owner_hears(salon, "PIN").await;
}

/// From now on no file of the service grows beyond so many bytes: what a full disk does, for one process.
fn let_files_grow(salon: &Salon, to: &str) {
    let limit = format!("--fsize={to}:");
    let pid = salon.running.id().to_string();
    assert!(Command::new("prlimit").args(["--pid", &pid, &limit]).status().unwrap().success());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_a_full_disk_nothing_is_lost_the_owner_hears_of_it_and_the_service_goes_on_by_itself() {
    let mut salon = Salon::new(1, "Mon-Sun 10:00-20:00", "").await;
    // A file that may not grow is to be an error of the write, not the end of the process.
    salon.running.start_after("trap '' XFSZ");
    owner_comes(&salon).await;
    let robot = Robot { server: &salon.server, person: 1, taste: 0 };
    robot.goes_until("Как вас зовут").await;

    let_files_grow(&salon, "4096");
    salon.server.with(|telegram, now| telegram.send_text(now, CLIENT, 1, "Анна Петрова"));
    owner_hears(&salon, "Бот ничего не может записать").await;
    for _ in 0..100 {
        tokio::time::sleep(Duration::from_millis(100)).await;
        if salon.path("zapis.db.told").exists() {
            break;
        }
    }
    assert!(salon.path("zapis.db.told").exists(), "a process after this one would know");
    assert!(robot.sees().text.contains("Как вас зовут"), "nothing that is not committed is answered");

    let_files_grow(&salon, "unlimited");
    let asked = salon.server.wait_for(PATIENCE, |telegram| {
        telegram.chat(CLIENT, 1)?.last_of_bot()?.text.contains("телефон").then_some(())
    });
    assert!(asked.await.is_some(), "it does not go on; the log:\n{}", salon.log());
    let card = robot.goes_until("Вы записаны").await;
    assert!(card.contains("Запись № 1"), "{card}");
    owner_hears(&salon, "Бот снова всё записывает").await;
    let told = salon.server.with(|telegram, _| {
        let chat = telegram.chat(ADMIN, OWNER).unwrap();
        chat.messages.iter().filter(|message| message.text.contains("ничего не может")).count()
    });
    assert_eq!(told, 1, "once");
    assert!(salon.running.stop().await.success());
    assert!(!salon.path("zapis.db.told").exists());
}

/// Runs the binary where the shell may mount; nothing where the machine does not let it.
fn run_with_mounts(salon: &Salon, mounts: &str) -> Option<Output> {
    let may = Command::new("unshare").args(["-rm", "true"]).output();
    if !may.is_ok_and(|output| output.status.success()) {
        eprintln!("passed over: nothing can be mounted here");
        return None;
    }
    let mut command = in_shell(&salon.command(&["run"]), "unshare", &["-rm", "sh", "-e"], mounts);
    Some(command.output().unwrap())
}

fn is_one_line_with(output: &Output, words: &str) {
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.trim_end().lines().count() == 1 && said.contains(words), "{said}");
}

#[tokio::test]
async fn a_start_on_a_disk_that_can_only_be_read_names_the_mend() {
    let salon = Salon::new(0, "Mon-Sun 10:00-20:00", "").await;
    let mounts = "here=$PWD; mount --bind . .; mount -o remount,bind,ro \"$here\"; cd /; cd \"$here\"";
    if let Some(output) = run_with_mounts(&salon, mounts) {
        is_one_line_with(&output, "check that the folder exists and is writable for this user");
    }
}

#[tokio::test]
async fn a_start_on_a_full_disk_names_the_mend() {
    let salon = Salon::new(0, "Mon-Sun 10:00-20:00", "").await;
    std::fs::create_dir(salon.path("small")).unwrap();
    let text = std::fs::read_to_string(salon.path("config.toml")).unwrap();
    std::fs::write(salon.path("config.toml"), text.replace("\"zapis.db\"", "\"small/zapis.db\"")).unwrap();
    let mounts =
        "mount -t tmpfs -o size=8m none small; cp zapis.db pepper small/; cat /dev/zero > small/much || true";
    if let Some(output) = run_with_mounts(&salon, &format!("({mounts}) 2> /dev/null")) {
        is_one_line_with(&output, "see whether the disk is full (df) or failing (dmesg)");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_with_a_damaged_page_is_found_after_the_start_and_the_others_go_on() {
    let mut salon = Salon::new(1, "Mon-Sun 10:00-20:00", "").await;
    salon.start(None);
    owner_comes(&salon).await;
    assert!(salon.running.stop().await.success());
    damage(&salon.path("zapis.db"), "calendar_file");
    salon.start(None);
    Robot { server: &salon.server, person: 1, taste: 0 }.books().await;
    owner_hears(&salon, "База данных повреждена").await;
    assert!(salon.log().contains("the database is damaged; stop the service and restore a backup"));
    assert!(salon.running.stop().await.success());
}
