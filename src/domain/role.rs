//! Who of the staff may do what (A1).

/// What an admin is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Everything.
    Owner,
    /// The daily work, but no prices, no settings and no access of others.
    Manager,
    /// Own bookings.
    Specialist,
    /// Deliveries.
    Courier,
}

/// What somebody may do, as far as roles tell it apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Right {
    /// The menu, one's own session, language and notices.
    Own,
    /// To see bookings; a specialist their own.
    Bookings,
    /// To confirm, decline, call off, move, and note who came, of what one sees.
    Decide,
    /// To shift the rest of a day because somebody is late; a specialist their own day.
    Late,
    /// To book for a client, and to change what is booked and for whom.
    Book,
    /// To look at clients, note something about them, ban and merge them.
    Clients,
    /// To change services and specialists, but for prices.
    Catalog,
    /// To change hours, days off, vacations and blocked time.
    Schedule,
    /// To change prices.
    Prices,
    /// To change what the configuration says.
    Settings,
    /// To invite, to give roles, to revoke, to read the journal.
    Team,
}

impl Role {
    /// All of them.
    pub const ALL: [Role; 4] = [Role::Owner, Role::Manager, Role::Specialist, Role::Courier];

    /// The stable code of the database.
    pub fn code(self) -> &'static str {
        match self {
            Role::Owner => "owner",
            Role::Manager => "manager",
            Role::Specialist => "specialist",
            Role::Courier => "courier",
        }
    }

    /// Reads a [code](Self::code) back.
    pub fn from_code(code: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.code() == code)
    }

    /// Whether the role has a right.
    pub fn may(self, right: Right) -> bool {
        match self {
            Role::Owner => true,
            Role::Manager => !matches!(right, Right::Prices | Right::Settings | Right::Team),
            Role::Specialist => {
                matches!(right, Right::Own | Right::Bookings | Right::Decide | Right::Late)
            }
            Role::Courier => matches!(right, Right::Own),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RIGHTS: [Right; 11] = [
        Right::Own,
        Right::Bookings,
        Right::Decide,
        Right::Late,
        Right::Book,
        Right::Clients,
        Right::Catalog,
        Right::Schedule,
        Right::Prices,
        Right::Settings,
        Right::Team,
    ];

    #[test]
    fn each_role_has_just_its_rights() {
        let rights = |role: Role| RIGHTS.into_iter().filter(|right| role.may(*right)).collect::<Vec<_>>();
        assert_eq!(rights(Role::Owner), RIGHTS);
        assert_eq!(rights(Role::Manager), RIGHTS[..8]);
        assert_eq!(rights(Role::Specialist), RIGHTS[..4]);
        assert_eq!(rights(Role::Courier), RIGHTS[..1]);
    }

    #[test]
    fn codes_are_read_back() {
        for role in Role::ALL {
            assert_eq!(Role::from_code(role.code()), Some(role));
        }
        assert_eq!(Role::from_code("?"), None);
    }
}
