//! What clients are told of the business besides its name: where it is, and what they ask again and again (C11).

use domain::policy::Question;
use domain::{Location, Setting, Value};

use super::file::{self, Key};
use crate::document::Problem;

/// So many questions fit into a list that is still read.
const MOST_QUESTIONS: usize = 40;
/// A question stands on a button.
const QUESTION: usize = 80;
/// With the question above it an answer is one message.
const ANSWER: usize = 3000;

/// `[55.7558, 37.6173]`
pub(super) fn location(key: Key<Vec<f64>>) -> Result<Option<Location>, Problem> {
    let Some(key) = key else { return Ok(None) };
    let location = match key.get_ref().as_slice() {
        [latitude, longitude] => Location::new(*latitude, *longitude),
        _ => None,
    };
    let reason = "business.location: write latitude and longitude in degrees, such as [55.7558, 37.6173]";
    location.map(Some).ok_or_else(|| Problem::at(key.span(), reason))
}

pub(super) fn questions(entries: Vec<file::Question>) -> Result<Vec<Question>, Problem> {
    if let Some(one_more) = entries.get(MOST_QUESTIONS) {
        let reason = format!("business.questions: write at most {MOST_QUESTIONS}");
        return Err(Problem::at(one_more.question.span(), reason));
    }
    entries.into_iter().map(question).collect()
}

fn question(entry: file::Question) -> Result<Question, Problem> {
    let (question, answer) = (entry.question.get_ref().trim(), entry.answer.get_ref().trim());
    if !(1..=QUESTION).contains(&question.chars().count()) || question.chars().any(char::is_control) {
        let reason = format!("question: write 1 to {QUESTION} characters on one line");
        return Err(Problem::at(entry.question.span(), reason));
    }
    let answer = answer.replace('\r', "");
    let strange = |c: char| c.is_control() && c != '\n';
    if !(1..=ANSWER).contains(&answer.chars().count()) || answer.chars().any(strange) {
        return Err(Problem::at(entry.answer.span(), format!("answer: write 1 to {ANSWER} characters")));
    }
    Ok(Question { question: question.to_owned(), answer })
}

/// What the owner words themselves; it may have several lines.
pub(super) fn own_words(setting: Setting, key: Key<String>) -> Result<Option<String>, Problem> {
    let Some(key) = key else { return Ok(None) };
    match setting.parse(key.get_ref()) {
        Ok(Value::Text(text)) => Ok(text),
        _ => {
            let reason = format!("{}: write at most {} characters", setting.code(), setting.longest());
            Err(Problem::at(key.span(), reason))
        }
    }
}

/// The location as the file would have it.
pub(super) fn written_location(location: Option<Location>) -> String {
    location.map_or_else(|| "–".to_owned(), |location| format!("[{location}]"))
}

/// A text of several lines as the file would have it, on one line.
pub(super) fn written_text(text: Option<&str>) -> String {
    text.map_or_else(|| "–".to_owned(), quoted)
}

fn quoted(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    format!("\"{escaped}\"")
}

/// The questions as the file would have them, on one line.
pub(super) fn written_questions(questions: &[Question]) -> String {
    let written = questions.iter().map(|Question { question, answer }| {
        format!("{{ question = {}, answer = {} }}", quoted(question), quoted(answer))
    });
    format!("[{}]", written.collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::config::parse;

    fn of(text: &str) -> Result<domain::policy::Business, String> {
        let parsed = parse(Path::new("config.toml"), &format!("[business]\n{text}"));
        parsed.map(|config| config.policy.business).map_err(|error| error.to_string())
    }

    #[test]
    fn a_place_and_questions_are_read_as_they_are_written() {
        let business = of("location = [55, -37.5]\n[[business.questions]]\nquestion = \" Где вы? \"\nanswer = \"\"\"\nУ метро.\nВход со двора.\n\"\"\"").unwrap();
        assert_eq!(business.location.unwrap().to_string(), "55, -37.5");
        assert_eq!(business.questions[0].question, "Где вы?");
        assert_eq!(business.questions[0].answer, "У метро.\nВход со двора.");
    }

    #[test]
    fn what_cannot_be_shown_is_refused_with_the_mend() {
        let long = "я".repeat(81);
        let many = "[[business.questions]]\nquestion = \"?\"\nanswer = \"!\"\n".repeat(41);
        let long = format!("[[business.questions]]\nquestion = \"{long}\"\nanswer = \"!\"");
        let cases = [
            ("location = [91, 0]", "config.toml:2: business.location: write latitude and longitude"),
            ("location = [55.7]", "such as [55.7558, 37.6173]"),
            (&long, "config.toml:3: question: write 1 to 80"),
            (
                "[[business.questions]]\nquestion = \"?\"\nanswer = \" \"",
                "config.toml:4: answer: write 1 to 3000",
            ),
            ("[[business.questions]]\nquestion = \"?\"", "missing key `answer`"),
            (&many, "business.questions: write at most 40"),
        ];
        for (text, said) in cases {
            let error = of(text).unwrap_err();
            assert!(error.contains(said) && !error.contains('\n'), "{text} → {error}");
        }
    }
}
