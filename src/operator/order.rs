//! A request as something the engine can carry out.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use chat::{Failure, Turn};
use domain::Role;
use domain::pin::PinError;
use domain::{ChatId, Fact, Pin, PinTries};
use engine::Order;
use store::Tx;
use store::admins::Origin;

use super::{Answer, Request};
use crate::catalog::Pictures;
use crate::claim::Claim;
use crate::secrets::Pepper;
use crate::worker;

/// An order, and where its answer will be.
pub(super) struct Prepared {
    pub(super) order: Order,
    answer: Arc<Mutex<Option<Answer>>>,
}

impl Prepared {
    /// What the turn came to, once it is committed.
    pub(super) fn answer(&self) -> Answer {
        let answer = self.answer.lock().unwrap_or_else(PoisonError::into_inner).take();
        answer
            .filter(|_| self.order.is_done())
            .unwrap_or_else(|| Answer::Refused("it could not be done; the log says why".to_owned()))
    }

    fn new(
        carry_out: impl Fn(Turn<'_, Tx>) -> Result<(Answer, Vec<Fact>), Failure> + Send + Sync + 'static,
    ) -> Prepared {
        let answer = Arc::new(Mutex::new(None));
        let place = Arc::clone(&answer);
        let order = Order::new(move |turn| {
            let (answer, facts) = carry_out(turn)?;
            *place.lock().unwrap_or_else(PoisonError::into_inner) = Some(answer);
            Ok(facts)
        });
        Prepared { order, answer }
    }
}

/// Does what is slow, outside the turn, and leaves the rest to the order. `admin_bot` is the bot's name, as far as Telegram has told it.
///
/// # Errors
/// Why it cannot be done, for whoever asked.
pub(super) fn prepare(
    request: Request,
    pepper: &Pepper,
    admin_bot: Option<&str>,
) -> Result<Prepared, String> {
    match request {
        Request::SetPin { admin, pin } => set_pin(admin.into(), &pin, pepper),
        Request::Claim => Ok(claim(admin_bot)),
        Request::Health => Err("no service runs; start it, and its log says why it does not".to_owned()),
        Request::ImportCatalog { file, text, folder } => {
            let pictures =
                crate::catalog::pictures(&file, &text, &folder).map_err(|error| error.to_string())?;
            Ok(Prepared::new(move |turn| import(turn, &file, &text, &pictures)))
        }
    }
}

fn set_pin(admin: ChatId, pin: &str, pepper: &Pepper) -> Result<Prepared, String> {
    let pin = Pin::chosen(pin).map_err(|error| match error {
        PinError::NotDigits => "a PIN has 6 to 12 digits".to_owned(),
        PinError::TooSimple => "the PIN is too easy to guess; choose another".to_owned(),
    })?;
    let hash = worker::hash(pepper, &pin).map_err(|_| "the system has no memory for the PIN".to_owned())?;
    Ok(Prepared::new(move |turn| {
        let (known, is_named) = (turn.tx.admin(admin)?, turn.policy.admin.ids.contains(&admin));
        match known {
            // Whom the configuration named once is an admin for as long as it does.
            Some(known) if is_named || known.origin != Origin::Config => {}
            None if is_named => turn.tx.put_admin(admin, Role::Owner, Origin::Config, turn.now)?,
            Some(_) | None => {
                let reason = format!("{admin} is no admin; name the id in admin.ids of the configuration");
                return Ok((Answer::Refused(reason), Vec::new()));
            }
        }
        turn.tx.set_pin(admin, &hash)?;
        turn.tx.set_pin_tries(admin, &PinTries::default())?;
        let said = format!("The PIN of {admin} is set. Their session has ended, and a lock with it.");
        Ok((Answer::Done(said), vec![Fact::PinSet { admin }]))
    }))
}

fn claim(admin_bot: Option<&str>) -> Prepared {
    let claim = Claim::random();
    let way = match admin_bot {
        Some(name) => {
            format!("Whoever opens this link first, within a day, becomes an owner:\n{}", claim.link(name))
        }
        None => format!(
            "Whoever writes this to the admin bot first, within a day, becomes an owner:\n{}",
            claim.command()
        ),
    };
    Prepared::new(move |turn| {
        turn.tx.set_claim(&claim.kept(turn.now, true))?;
        Ok((Answer::Done(way.clone()), Vec::new()))
    })
}

fn import(
    turn: Turn<'_, Tx>,
    file: &Path,
    text: &str,
    pictures: &Pictures,
) -> Result<(Answer, Vec<Fact>), Failure> {
    match crate::catalog::parse(file, text, turn.policy.business.currency) {
        Ok(catalog) => {
            turn.tx.replace_catalog(&catalog)?;
            turn.tx.put_photos(pictures)?;
            let (services, specialists) = (catalog.services.len(), catalog.specialists.len());
            let said = format!("{}: {services} services, {specialists} specialists", file.display());
            Ok((Answer::Done(said), vec![Fact::CatalogChanged]))
        }
        Err(error) => Ok((Answer::Refused(error.to_string()), Vec::new())),
    }
}
