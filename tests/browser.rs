//! A real `zapis demo` in a real browser, driven through WebDriver.

use std::io::{BufRead as _, BufReader};
use std::panic::AssertUnwindSafe;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use futures_util::FutureExt as _;
use serde_json::{Value, json};
use tokio::time::Instant;

use crate::webdriver::Session;

/// The longest anything on the page takes. Bots that lost their network look for it again after half a minute at the latest.
const LONGEST: Duration = Duration::from_secs(60);
/// The pause between two looks.
const LOOK: Duration = Duration::from_millis(50);

/// How the page is looked at.
#[derive(Clone, Copy)]
pub struct Look {
    pub width: u32,
    pub height: u32,
    pub language: &'static str,
}

/// The page of a demo of its own.
pub struct Page {
    browser: Session,
    narrow: bool,
}

/// A process that ends with the test.
struct Ending(Child);

impl Drop for Ending {
    fn drop(&mut self) {
        // It may have ended meanwhile.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts a demo and a browser, lets `body` use the page, and looks whether the page kept to this machine and complained of nothing.
pub async fn visit(look: Look, body: impl AsyncFnOnce(&Page)) {
    let (_demo, address) =
        start(Command::new(env!("CARGO_BIN_EXE_zapis")).args(["demo", "--port", "0"]), |line| {
            Some(line.strip_prefix("Open ")?.split(' ').next()?.to_owned())
        });
    let (_driver, port) = start(Command::new("chromedriver").arg("--port=0"), |line| {
        Some(line.split_once("successfully on port ")?.1.trim_end_matches('.').to_owned())
    });
    let browser = Session::begin(&format!("http://127.0.0.1:{port}"), capabilities(look)).await;
    let page = Page { browser, narrow: look.width < 760 };
    let visited = AssertUnwindSafe(async {
        page.browser.go(&address).await;
        page.press("#tour", &["Пропустить", "Skip"]).await;
        body(&page).await;
        page.is_well_behaved().await;
    });
    let done = visited.catch_unwind().await;
    // Without this the browser would outlive its driver.
    page.browser.end().await;
    if let Err(panic) = done {
        std::panic::resume_unwind(panic);
    }
}

/// Starts a process and waits for the line that tells where it listens.
fn start(command: &mut Command, told: impl Fn(&str) -> Option<String>) -> (Ending, String) {
    let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
    let mut child = Ending(child.unwrap_or_else(|error| panic!("{command:?}: {error}; .ci/run installs it")));
    let lines = BufReader::new(child.0.stdout.take().unwrap()).lines();
    let address = lines.map_while(Result::ok).find_map(|line| told(&line));
    (child, address.unwrap_or_else(|| panic!("{command:?} ended")))
}

/// A browser of this size and language that reaches nothing but this machine.
fn capabilities(look: Look) -> Value {
    let arguments = [
        "--headless=new",
        // It would not start for root or in a container.
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--no-first-run",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        &format!("--accept-lang={}", look.language),
    ];
    let screen = json!({ "width": look.width, "height": look.height, "pixelRatio": 1.0, "touch": false, "mobile": false });
    json!({
        "browserName": "chrome",
        "goog:chromeOptions": { "args": arguments, "mobileEmulation": { "deviceMetrics": screen } },
        "goog:loggingPrefs": { "browser": "ALL" },
    })
}

impl Page {
    /// Looks again and again until there is something.
    pub async fn until<T>(&self, what: &str, look: impl AsyncFn() -> Option<T>) -> T {
        let deadline = Instant::now() + LONGEST;
        loop {
            if let Some(found) = look().await {
                return found;
            }
            if Instant::now() > deadline {
                let text = self.text("body").await.unwrap_or_default();
                panic!("{what}: not within {LONGEST:?}; the page says {text:?}");
            }
            tokio::time::sleep(LOOK).await;
        }
    }

    /// Presses the newest button in a place that says one of these words, as soon as it can be pressed.
    pub async fn press(&self, place: &str, words: &[&str]) {
        let says =
            words.iter().map(|words| format!("contains(normalize-space(), '{words}')")).collect::<Vec<_>>();
        self.press_one(place, &says.join(" or ")).await;
    }

    /// Presses the newest button whose label has nothing but digits and this.
    pub async fn press_number(&self, place: &str, rest: &str) {
        self.press_one(place, &format!("string-length() > 0 and translate(., '0123456789', '') = '{rest}'"))
            .await;
    }

    async fn press_one(&self, place: &str, condition: &str) {
        let id = place.trim_start_matches('#');
        let path = format!("(//*[@id='{id}']//button[not(@hidden)][{condition}])[last()]");
        self.until(&format!("a button in {place} with {condition}"), async || {
            // It may be drawn anew or be covered at this moment.
            self.browser.click(&self.browser.find("xpath", &path).await?).await
        })
        .await;
    }

    /// Presses whatever is there.
    pub async fn click(&self, selector: &str) {
        self.until(selector, async || self.browser.click(&self.find(selector).await?).await).await;
    }

    /// Writes something and sends it with Enter.
    pub async fn say(&self, place: &str, text: &str) {
        let field = format!("{place} textarea");
        let text = format!("{text}\n");
        self.until(&field, async || self.browser.send_keys(&self.find(&field).await?, &text).await).await;
    }

    /// Sends keys to what has the focus.
    pub async fn keys(&self, keys: &str) {
        let focused = self.find(":focus").await.unwrap();
        self.browser.send_keys(&focused, keys).await.unwrap();
    }

    /// Waits until a place says this.
    pub async fn sees(&self, selector: &str, words: &str) {
        self.until(&format!("{selector} with {words:?}"), async || {
            self.text(selector).await?.contains(words).then_some(())
        })
        .await;
    }

    /// What can be read in a place.
    pub async fn text(&self, selector: &str) -> Option<String> {
        self.browser.text(&self.find(selector).await?).await
    }

    async fn find(&self, selector: &str) -> Option<String> {
        self.browser.find("css selector", selector).await
    }

    /// What a script gives back.
    pub async fn script(&self, script: &str) -> Value {
        self.browser.execute(script).await
    }

    /// Waits until a script gives back something that is so.
    pub async fn holds(&self, script: &str) {
        let script = format!("return {script}");
        self.until(&script, async || (self.script(&script).await == Value::Bool(true)).then_some(())).await;
    }

    /// Shows this phone, where only one is seen at a time.
    pub async fn turn_to(&self, phone: usize) {
        if self.narrow {
            self.click(&format!("#tab-{phone}")).await;
        }
    }

    pub async fn reload(&self) {
        self.browser.refresh().await;
    }

    /// Writes what is seen into a file.
    pub async fn screenshot(&self, file: &Path) {
        std::fs::write(file, self.browser.screenshot().await).unwrap();
    }

    async fn is_well_behaved(&self) {
        let foreign = "return performance.getEntriesByType('resource').map((entry) => entry.name).filter((name) => new URL(name).origin !== location.origin)";
        assert_eq!(self.script(foreign).await, json!([]), "a request left this machine");
        let log = self.browser.console().await;
        let complaints: Vec<&Value> =
            log.as_array().unwrap().iter().filter(|entry| entry["level"] != "INFO").collect();
        assert!(complaints.is_empty(), "{complaints:?}");
        let overflow = "return document.documentElement.scrollWidth > innerWidth";
        assert_eq!(self.script(overflow).await, json!(false), "the page is wider than the screen");
    }
}
