//! What kept a call from its server, in words that name the mend where there is one.

use crate::api::ApiError;

/// The status of a proxy that wants to know who asks. No server of the Bot API has it.
pub(crate) const PROXY_AUTHENTICATION: u16 = 407;
/// What to do about that.
pub(crate) const PROXY_PASSWORD: &str =
    "the proxy asks for a name and a password; write them into telegram.proxy";
const NO_NAME: &str = "its name leads nowhere; look at the network and at DNS";

/// The causes are compared and never shown: they may quote the address, in which the token stands.
pub(crate) fn network(error: &reqwest::Error) -> ApiError {
    let causes = std::iter::successors(std::error::Error::source(error), |cause| cause.source());
    let causes: Vec<String> = causes.map(ToString::to_string).collect();
    let is = |words: &str| causes.iter().any(|cause| cause.contains(words));
    ApiError::Network(match error {
        error if error.is_timeout() => "time-out",
        _ if is("dns error") => NO_NAME,
        _ if is("proxy authorization required") => PROXY_PASSWORD,
        _ if is("tunnel error") || is("unsuccessful tunnel") => "the proxy does not let through",
        error if error.is_connect() => "no connection",
        _ => "connection lost",
    })
}
