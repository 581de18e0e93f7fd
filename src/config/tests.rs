use domain::Setting;
use domain::setting::Kind;

use super::*;

const SAMPLE: &str = include_str!("../../config.toml");

fn of(text: &str) -> Result<Config, String> {
    parse(Path::new("config.toml"), text).map_err(|error| error.to_string())
}

#[test]
fn the_sample_says_what_holds_without_it() {
    assert_eq!(of(SAMPLE), Ok(Config::default()));
    assert_eq!(of(""), Ok(Config::default()));
}

#[test]
fn what_the_sample_has_commented_out_can_be_used() {
    let on: Vec<&str> = SAMPLE.lines().map(|line| line.strip_prefix("#= ").unwrap_or(line)).collect();
    // Not even a comment holds a key that somebody might take for their own.
    let key = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";
    let config = of(&on.join("\n").replace("age1…", key)).unwrap();
    assert_eq!(config.settings.backup.recipient.unwrap().to_string(), key);
    assert!(config.policy.business.address.is_some() && config.policy.business.phone.is_some());
    assert!(config.settings.telegram.proxy.is_some());
}

#[test]
fn a_mistake_is_told_with_line_key_and_mend() {
    let cases = [
        (
            "[backup]\nrecipient = \"AGE-SECRET-KEY-1ABC\"",
            "config.toml:2: backup.recipient: write a public key, which begins with age1",
        ),
        ("[backup]\n\nsend = true", "config.toml:3: backup.send needs backup.recipient"),
        ("[busines]", "config.toml:1: unknown key \"busines\"; did you mean \"business\"?"),
        (
            "\n[booking]\nhold_time = \"10m\"",
            "config.toml:3: unknown key \"hold_time\" in [booking]; did you mean \"hold\"?",
        ),
        (
            "[booking]\nhold = \"10 minutes\"",
            "config.toml:2: hold: \"10 minutes\" is no duration; write \"30s\"",
        ),
        (
            "[booking]\nhold = 10",
            "config.toml:2: hold: invalid type: integer `10`, expected a duration such as",
        ),
        ("[booking]\nhold = \"2d\"", "config.toml:2: booking.hold = 2d is out of bounds; write 0m to 24h"),
        ("[booking]\nstep = \"90m1s\"", "config.toml:2: booking.step: write whole minutes"),
        (
            "[booking]\nhorizon = \"1h\"",
            "config.toml:2: booking.horizon must be longer than booking.min_notice",
        ),
        (
            "[booking]\nmax_active_per_client = 0",
            "max_active_per_client = 0 is out of bounds; write 1 to 1000",
        ),
        (
            "[business]\ntimezone = \"Berlin\"",
            "\"Berlin\" is no time zone; write a name such as \"Europe/Berlin\"",
        ),
        ("[business]\ntimezone = \"Москва\"", "write a name such as \"Europe/Moscow\""),
        ("[business]\nlocale = \"de\"", "config.toml:2: business.locale: \"de\" is not spoken here"),
        ("[business]\ncurrency = \"руб\"", "use an ISO 4217 code such as \"RUB\""),
        ("[business]\nname = \" \"", "config.toml:2: business.name: write 1 to 100 characters"),
        ("[business]\nregion = \"Russia\"", "write its two capital letters, such as \"RU\""),
        ("[telegram]\napi_url = \"api.telegram.org\"", "telegram.api_url: write an address such as"),
        ("[telegram]\npoll_timeout = \"2m\"", "telegram.poll_timeout = 2m is out of bounds; write 1s to 50s"),
        (
            "[telegram]\nrate = -1.0",
            "telegram.rate = -1 is out of bounds; write 0.01 to 1000, or 0 for no limit",
        ),
        ("[telegram]\nrate = nan", "telegram.rate = NaN is out of bounds"),
        (
            "[telegram]\ntoken = \"1:A\"",
            "config.toml:2: unknown key \"token\" in [telegram]; there are: api_url",
        ),
        (
            "[business]\nstep = \"15m\"",
            "config.toml:2: unknown key \"step\" in [business]; it belongs to [booking]",
        ),
        ("ids = [5]", "config.toml:1: unknown key \"ids\"; it belongs to [admin]"),
        ("[admin]\nids = [\"5\"]", "config.toml:2: ids: invalid type: string \"5\", expected a whole number"),
        ("[admin]\nids = [5, 5]", "config.toml:2: admin.ids: 5 stands there twice"),
        ("[admin]\nids = [\n  -100200\n]", "config.toml:3: admin.ids: -100200 is no person's Telegram id"),
        (
            "[admin]\nsession_idle = \"59s\"",
            "config.toml:2: admin.session_idle = 59s is out of bounds; write 1m to 24h",
        ),
        ("[admin]\nsession_idle = \"13h\"", "admin.session_idle must not be longer than admin.session_max"),
        (
            "[reminders]\noffsets = [\"1d\", \"24h\"]",
            "config.toml:2: reminders.offsets: 24h stands there twice",
        ),
        (
            "[reminders]\noffsets = [\n  \"2h\",\n  \"10m\"\n]",
            "config.toml:4: reminders.offsets = 10m is out of bounds; write 30m to 60d",
        ),
        ("[reminders]\noffsets = [\"90m30s\"]", "config.toml:2: reminders.offsets: write whole minutes"),
        (
            "[reminders]\noffsets = [\"1h\", \"2h\", \"3h\", \"4h\", \"5h\", \"6h\"]",
            "config.toml:2: reminders.offsets: 6 are too many; write at most 5, or [] for none",
        ),
        ("[reminders]\noffsets = \"24h\"", "config.toml:2: offsets: "),
        (
            "[reminders]\nquiet = \"22-9\"",
            "config.toml:2: reminders.quiet: \"22-9\" is no span of hours; write two different times such as \"22:00-09:00\", or \"\" for none",
        ),
        ("[review]\nask = \"no\"", "config.toml:2: ask: "),
        ("[review]\nafter = \"3d\"", "config.toml:2: review.after = 3d is out of bounds; write 0m to 2d"),
        ("[texts]\ngreeting = 5", "config.toml:2: greeting: "),
        ("[log]\nlevel = \"loud\"", "config.toml:2: log.level: \"loud\" is no level"),
        ("[dialogue]\nttl = \"30m", "config.toml:2: "),
        (
            "[telegram]\nmode = \"webhook\"",
            "config.toml:2: telegram.mode = \"webhook\" needs telegram.webhook_url",
        ),
        (
            "[telegram]\nwebhook_url = \"http://bots.example.org/zapis\"",
            "config.toml:2: telegram.webhook_url: write an address that begins with https://",
        ),
        (
            "[telegram]\nwebhook_url = \"http://localhost.example.org/zapis\"",
            "config.toml:2: telegram.webhook_url: write an address that begins with https://",
        ),
        (
            "[telegram]\nwebhook_url = \"https://bots.example.org/{zapis}?a\"",
            "config.toml:2: telegram.webhook_url: write letters, digits",
        ),
        (
            "[telegram]\nwebhook_url = \"https://bots.example.org/:zapis\"",
            "config.toml:2: telegram.webhook_url: write letters, digits",
        ),
        (
            "[telegram]\nmode = \"webhook\"\nwebhook_url = \"https://bots.example.org/zapis/\"",
            "config.toml:2: telegram.mode = \"webhook\" needs http.listen",
        ),
    ];
    for (text, said) in cases {
        let error = of(text).unwrap_err();
        assert!(error.contains(said) && !error.contains('\n'), "{text:?} → {error}");
    }
}

#[test]
fn a_whole_number_is_good_where_a_rate_is_wanted() {
    assert_eq!(of("[telegram]\nrate = 0\nchat_rate = 2").unwrap().settings.telegram.rate, 0.0);
}

#[test]
fn own_texts_have_lines_and_an_end() {
    let booked = |text: &str| of(&format!("[texts]\nbooked = \"\"\"\n{text}\n\"\"\""));
    let found = booked(" Вход со двора.\nДомофон 12. ").unwrap().policy.texts.booked;
    assert_eq!(found.as_deref(), Some("Вход со двора.\nДомофон 12."));
    assert_eq!(booked("").unwrap().policy.texts.booked, None);
    let long = booked(&"я".repeat(501)).unwrap_err();
    assert!(long.contains("config.toml:2: texts.booked: write at most 500 characters"), "{long}");
}

#[test]
fn reminders_and_quiet_hours_can_be_left_away() {
    let policy = of("[reminders]\noffsets = []\nquiet = \"\"\n[review]\nask = false").unwrap().policy;
    assert_eq!((policy.reminders.offsets.len(), policy.reminders.quiet, policy.review.ask), (0, None, false));
}

#[test]
fn a_relative_path_is_taken_from_the_files_folder() {
    let database = |file: &str, text: &str| parse(Path::new(file), text).unwrap().settings.database;
    assert_eq!(database("/etc/zapis/config.toml", ""), Path::new("/etc/zapis/zapis.db"));
    let elsewhere = "[database]\npath = \"/var/lib/zapis/zapis.db\"";
    assert_eq!(database("/etc/zapis/config.toml", elsewhere), Path::new("/var/lib/zapis/zapis.db"));
    assert_eq!(database("config.toml", ""), Path::new("zapis.db"));
}

proptest::proptest! {
    #[test]
    fn a_length_is_good_in_chat_just_where_it_is_good_in_the_file(minutes in 0_i64..600_000, seconds in 0_i64..2) {
        // What goes together with it lets it be as long or as short as it can.
        let wide = |setting| match setting {
            Setting::Horizon => "\nmin_notice = \"0m\"",
            Setting::MinNotice => "\nhorizon = \"366d\"",
            Setting::SessionIdle => "\nsession_max = \"30d\"",
            _ => "",
        };
        for setting in Setting::ALL {
            let bounds = setting.lengths();
            let longest = bounds.end().num_minutes();
            // Near both ends, and anywhere.
            for minutes in [minutes, minutes % 40, longest - 3 + minutes % 6] {
                let written = format!("{}s", minutes * 60 + seconds);
                let (table, key) = setting.code().split_once('.').unwrap();
                let value = match setting.kind() {
                    Kind::Length { .. } => format!("\"{written}\""),
                    Kind::Lengths { .. } => format!("[\"{written}\"]"),
                    _ => continue,
                };
                let in_file = of(&format!("[{table}]\n{key} = {value}{}", wide(setting)));
                let together = in_file.as_ref().is_err_and(|error| error.contains("must be longer"));
                let in_chat = setting.parse(&written);
                proptest::prop_assert!(together || in_file.is_ok() == in_chat.is_ok(), "{key} = {value}: {in_file:?}");
            }
        }
    }
}
