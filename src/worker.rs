//! Slow work, outside the turn: stretching PINs with Argon2id, drawing pictures, fetching pictures, copying the database. Each kind has a lane of its own, so that
//! no PIN waits for a picture or for a slow line.

use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{Error as HashError, PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use chat::{NoCopy, Texts, Work, Worked};
use domain::Pin;
use engine::{Input, Mailbox, WorkOrder};
use sha2::{Digest as _, Sha256};
use store::Readers;
use telegram::{Api, fetch};
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;

use crate::backup::Copier;
use crate::examiner::Examiner;
use crate::secrets::Pepper;

/// Memory of one stretching, in KiB.
const MEMORY: u32 = 19_456;
/// Passes over it.
const PASSES: u32 = 2;
/// Lanes.
const LANES: u32 = 1;

/// What the work is done with.
pub struct Tools {
    /// What PINs are stretched with.
    pub pepper: Pepper,
    /// Where what is drawn is read.
    pub readers: Readers,
    /// The words on pictures.
    pub texts: Texts,
    /// Who looks how the service does.
    pub examiner: Arc<Examiner>,
    /// What makes copies of the database.
    pub copier: Arc<Copier>,
}

type Orders = mpsc::UnboundedReceiver<WorkOrder>;
type Stop = watch::Receiver<bool>;

/// Does what the engine orders until the process stops. What is stretched or drawn then is still finished; a picture on its way is left, and
/// whoever waits for it is told by the job that was made with the order. `apis` are the bots in the order of [`chat::BotName::ALL`].
pub async fn run(tools: Tools, apis: [Api; 2], mailbox: Mailbox, orders: Orders, stop: Stop) {
    let tools = Arc::new(tools);
    let (pins, pin_orders) = mpsc::unbounded_channel();
    let (drawings, drawing_orders) = mpsc::unbounded_channel();
    let (photos, photo_orders) = mpsc::unbounded_channel();
    let (copies, copy_orders) = mpsc::unbounded_channel();
    tokio::join!(
        sort(orders, Lanes { pins, drawings, photos, copies }, stop.clone()),
        work_in_turn(&tools, &mailbox, pin_orders, stop.clone()),
        work_in_turn(&tools, &mailbox, drawing_orders, stop.clone()),
        work_in_turn(&tools, &mailbox, copy_orders, stop.clone()),
        fetch(&apis, &mailbox, photo_orders, stop),
    );
}

/// Where orders wait, each kind by itself.
struct Lanes {
    pins: mpsc::UnboundedSender<WorkOrder>,
    drawings: mpsc::UnboundedSender<WorkOrder>,
    photos: mpsc::UnboundedSender<WorkOrder>,
    copies: mpsc::UnboundedSender<WorkOrder>,
}

/// Gives each order to its lane.
async fn sort(mut orders: Orders, lanes: Lanes, mut stop: Stop) {
    while let Some(order) = next(&mut orders, &mut stop).await {
        let lane = match order.work {
            Work::HashPin { .. } | Work::VerifyPin { .. } => &lanes.pins,
            Work::Draw { .. } | Work::Examine => &lanes.drawings,
            Work::FetchPhoto { .. } => &lanes.photos,
            Work::Copy { .. } => &lanes.copies,
        };
        // A lane that is closed has stopped with the process.
        let _ = lane.send(order);
    }
}

/// Works off what needs a processor, one after the other.
async fn work_in_turn(tools: &Arc<Tools>, mailbox: &Mailbox, mut orders: Orders, mut stop: Stop) {
    while let Some(WorkOrder { bot, chat, work }) = next(&mut orders, &mut stop).await {
        let failed = failure(&work);
        let tools = Arc::clone(tools);
        let done = tokio::task::spawn_blocking(move || work_off(&tools, &work)).await;
        let worked = done.unwrap_or(failed);
        if mailbox.put(Input::Worked { bot, chat, worked }).await.is_err() {
            return;
        }
    }
}

/// Fetches pictures, all at once: it needs no processor but a line.
async fn fetch(apis: &[Api; 2], mailbox: &Mailbox, mut orders: Orders, mut stop: Stop) {
    let mut fetching = JoinSet::new();
    while let Some(WorkOrder { bot, chat, work }) = next(&mut orders, &mut stop).await {
        while fetching.try_join_next().is_some() {}
        let Work::FetchPhoto { file } = work else { continue };
        let (api, mailbox) = (apis[bot as usize].clone(), mailbox.clone());
        fetching.spawn(async move {
            let content = fetch::photo(&api, &file).await;
            // Nobody takes it any more when the process stops.
            let _ = mailbox
                .put(Input::Worked { bot, chat, worked: Worked::PhotoFetched { file, content } })
                .await;
        });
    }
}

/// The next order; none, if the process stops.
async fn next(orders: &mut Orders, stop: &mut Stop) -> Option<WorkOrder> {
    tokio::select! {
        order = orders.recv() => order,
        _ = stop.wait_for(|stop| *stop) => None,
    }
}

/// Does one piece of work.
fn work_off(tools: &Tools, work: &Work) -> Worked {
    let done = match work {
        Work::HashPin { pin } => hash(&tools.pepper, pin).map(|hash| Worked::PinHashed { hash }),
        Work::VerifyPin { pin, hash } => verify(&tools.pepper, pin, hash),
        Work::Draw { asked, lang, zone, now } => {
            let speech = (&tools.texts, *lang, *zone);
            return match admin::timetable::draw(&tools.readers, speech, asked, *now) {
                Ok(pictures) => Worked::Drawn { asked: asked.clone(), pictures },
                Err(error) => {
                    tracing::error!(%error, "a picture could not be drawn");
                    failure(work)
                }
            };
        }
        Work::Examine => return Worked::Examined(Box::new(tools.examiner.examine())),
        Work::Copy { zone, now } => return Worked::Copied(tools.copier.copy(*zone, *now)),
        // It needs no processor but a line, so it is not done here.
        Work::FetchPhoto { .. } => Ok(failure(work)),
    };
    done.unwrap_or_else(|error| {
        // Names the kind of failure, never a value.
        tracing::error!(%error, "a PIN could not be worked on");
        failure(work)
    })
}

/// What is answered when the work itself fails.
fn failure(work: &Work) -> Worked {
    match work {
        Work::HashPin { .. } | Work::VerifyPin { .. } | Work::FetchPhoto { .. } | Work::Examine => {
            Worked::Failed
        }
        Work::Draw { asked, .. } => Worked::NotDrawn { asked: asked.clone() },
        Work::Copy { .. } => Worked::Copied(Err(NoCopy::Failed { reason: "see the log".to_owned() })),
    }
}

/// Stretches a PIN into a PHC string with a salt of its own.
///
/// # Errors
/// The system gave no memory or no randomness.
pub fn hash(pepper: &Pepper, pin: &Pin) -> Result<String, HashError> {
    let hash = argon2(pepper)?.hash_password(pin.digits().as_bytes())?;
    Ok(hash.to_string())
}

/// Compares a PIN with what was stretched before.
///
/// # Errors
/// The system gave no memory or no randomness.
pub(crate) fn verify(pepper: &Pepper, pin: &Pin, stored: &str) -> Result<Worked, HashError> {
    if let Some(legacy) = legacy(stored) {
        let right = same(&legacy, &Sha256::digest(pin.digits().as_bytes()));
        let renewed = if right { Some(hash(pepper, pin)?) } else { None };
        return Ok(Worked::PinVerified { right, renewed });
    }
    let stored = PasswordHash::new(stored).map_err(|_| HashError::EncodingInvalid)?;
    if stored.salt.is_none() || stored.hash.is_none() {
        return Err(HashError::EncodingInvalid);
    }
    match argon2(pepper)?.verify_password(pin.digits().as_bytes(), &stored) {
        Ok(()) => Ok(Worked::PinVerified { right: true, renewed: None }),
        Err(HashError::PasswordInvalid) => Ok(Worked::PinVerified { right: false, renewed: None }),
        Err(error) => Err(error),
    }
}

fn argon2(pepper: &Pepper) -> Result<Argon2<'_>, HashError> {
    let params = Params::new(MEMORY, PASSES, LANES, None).map_err(|_| HashError::Internal)?;
    Argon2::new_with_secret(pepper.bytes(), Algorithm::Argon2id, Version::V0x13, params)
        .map_err(|_| HashError::Internal)
}

/// The bare SHA-256 of an earlier program, in hexadecimal: accepted once and replaced.
fn legacy(stored: &str) -> Option<[u8; 32]> {
    if stored.len() != 64 || !stored.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let mut bytes = [0; 32];
    for (index, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&stored[2 * index..2 * index + 2], 16).ok()?;
    }
    Some(bytes)
}

/// Compares without telling by the time it takes where the difference lies.
fn same(one: &[u8; 32], other: &[u8]) -> bool {
    one.len() == other.len() && one.iter().zip(other).fold(0, |found, (a, b)| found | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pin(digits: &str) -> Pin {
        Pin::entered(digits).unwrap()
    }

    fn verified(pepper: &Pepper, digits: &str, hash: &str) -> Worked {
        verify(pepper, &pin(digits), hash).unwrap_or(Worked::Failed)
    }

    fn right() -> Worked {
        Worked::PinVerified { right: true, renewed: None }
    }

    fn wrong() -> Worked {
        Worked::PinVerified { right: false, renewed: None }
    }

    #[test]
    fn a_stretched_pin_is_known_again_with_the_same_pepper_only() {
        let pepper = Pepper::of("a pepper of good length");
        let hash = hash(&pepper, &pin("271828")).unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert_eq!(verified(&pepper, "271828", &hash), right());
        assert_eq!(verified(&pepper, "271829", &hash), wrong());
        assert_eq!(verified(&Pepper::of("another pepper, as long"), "271828", &hash), wrong());
    }

    #[test]
    fn one_pin_is_stretched_differently_each_time() {
        let pepper = Pepper::of("a pepper of good length");
        assert_ne!(hash(&pepper, &pin("271828")).unwrap(), hash(&pepper, &pin("271828")).unwrap());
    }

    #[test]
    fn a_legacy_hash_is_accepted_once_and_replaced() {
        let pepper = Pepper::of("a pepper of good length");
        let legacy = crate::secrets::hex(&Sha256::digest(b"271828"));
        let Worked::PinVerified { right: true, renewed: Some(renewed) } =
            verified(&pepper, "271828", &legacy.to_uppercase())
        else {
            panic!("the right PIN was refused or its hash was not renewed");
        };
        assert_eq!(verified(&pepper, "271828", &renewed), right());
        assert_eq!(verified(&pepper, "314159", &legacy), wrong());
    }

    #[tokio::test]
    async fn a_pin_does_not_wait_for_pictures() {
        let (send, orders) = mpsc::unbounded_channel();
        let (pins, mut pin_orders) = mpsc::unbounded_channel();
        let (drawings, drawing_orders) = mpsc::unbounded_channel();
        let (photos, photo_orders) = mpsc::unbounded_channel();
        let (copies, copy_orders) = mpsc::unbounded_channel();
        let (_stop, stopped) = watch::channel(false);
        let draw = || Work::Draw {
            asked: chat::Action::new("list-picture"),
            lang: chat::Lang::Ru,
            zone: chrono_tz::Tz::Europe__Moscow,
            now: domain::Instant::UNIX_EPOCH,
        };
        let fetch = Work::FetchPhoto { file: "file".into() };
        let copy = Work::Copy { zone: chrono_tz::Tz::Europe__Moscow, now: domain::Instant::UNIX_EPOCH };
        for work in [draw(), draw(), copy, fetch, Work::HashPin { pin: pin("271828") }] {
            send.send(WorkOrder { bot: chat::BotName::Admin, chat: 5.into(), work }).unwrap();
        }
        drop(send);
        sort(orders, Lanes { pins, drawings, photos, copies }, stopped).await;
        assert!(matches!(pin_orders.try_recv().unwrap().work, Work::HashPin { .. }));
        assert_eq!(
            (pin_orders.len(), drawing_orders.len(), photo_orders.len(), copy_orders.len()),
            (0, 2, 1, 1)
        );
    }

    #[test]
    fn a_hash_that_cannot_be_read_is_a_failure_and_not_a_wrong_pin() {
        let pepper = Pepper::of("a pepper of good length");
        for hash in ["", "plain", "$argon2id$v=19$m=1", &"g".repeat(64)] {
            assert_eq!(verified(&pepper, "271828", hash), Worked::Failed, "{hash:?}");
        }
    }
}
