# Who works here: roles, invitations, access.

team-place = { $role ->
    [owner] owner
    [manager] manager
    [specialist] specialist
   *[courier] courier
}

team-place-who = { team-place } ({ $who })

team-list = <b>Team</b>
    🟢 in the bot now · 🔒 locked by PIN · ⏳ no PIN yet
    Press a name to change the role or to take the access.

team-label = { $role ->
    [owner] 👑
   *[other] 👤
} { $name }{ $you ->
    [yes] {" (you)"}
   *[no] {""}
} · { team-place } { $state ->
    [open] 🟢
    [locked] 🔒
   *[new] ⏳
}

team-label-awaited = 👑 Telegram ID { $id } ⏳

team-label-invited = ✉️ { $name } · { team-place }

team-button-invite = ➕ Invite

team-button-log = 📜 Journal

team-button-refused = ⛔ Refusals

team-button-lock-all = 🔒 Lock everybody but me

team-button-name = ✏️ Name

team-button-deeds = 📜 Actions

team-button-role = 🔁 Change the role

team-button-lock = 🔒 Lock now

team-button-off = 🚫 Remove from the team

team-button-off-sure = Yes, remove

team-button-link-off = 🚫 Take the link back

team-button-newer = ‹ Newer

team-button-older = Older ›

team-role-owner = 👑 Owner

team-role-manager = Manager

team-role-specialist = Specialist

team-gone = That is no longer here

team-configured = Only config.toml can change that, key admin.ids

team-card = <b>{ $name }</b>
    Role: { $place }
    { $access ->
        [open] 🟢 Signed in
        [locked] 🔒 Locked, the PIN is needed
       *[new] ⏳ No PIN chosen yet
    }
    Telegram ID { $id }

team-card-awaited = <b>Telegram ID { $id }</b>
    Role: owner
    ⏳ Has not been in the bot yet
    Named in the file config.toml, key admin.ids. It can only be changed there.

team-card-seen = Last seen: { $at }

team-card-config = Named in the file config.toml, key admin.ids: role and access can only be changed there.

team-card-claim = Came by a link from the server.

team-card-invitation = Came by an invitation.

team-card-by = Last changed by: { $who }

team-toast-locked = Locked; the PIN is needed now

team-toast-locked-all = Everybody but you is locked

team-toast-role = The role is changed

team-ask-off = Remove <b>{ $name }</b> from the team?
    Access ends at once. Names and phones of clients disappear from the cards in that chat. You can invite them again at any time.

team-ask-off-self = Remove yourself, <b>{ $name }</b>, from the team?
    Access ends at once, and only another owner can bring you back.

team-removed = ✅ No longer in the team: { $name }

team-last-owner = ⚠️ This is the only owner with a PIN. Invite another one first and wait until they have signed in.

team-changed = ⚠️ Somebody has just changed this colleague: { $who }. They are { $place } now. Nothing of yours was done.

team-by-you = you yourself

team-unnamed = ✏️ Your colleagues have no name for you yet: press yourself and set it.

team-by-nobody = the settings file

team-former-removed = 🔒 Your access to this bot has ended.

team-former-left = 🔒 You have left the team. Your access to this bot has ended.

team-former-role = Your role has changed; this screen no longer works.

team-role-yours = 🔑 Your role is now: { $place }.

team-ask-role = <b>{ $name }</b> is { $place } now. What is the role to be?

    <b>Manager</b>: all the daily work, but no prices, settings or team.
    <b>Specialist</b>: own bookings only.
    <b>Owner</b>: everything.

team-ask-invite = Whom do you invite?

    <b>Manager</b>: all the daily work, but no prices, settings or team.
    <b>Specialist</b>: own bookings only.
    <b>Owner</b>: everything.

team-ask-who = Which of the specialists is it? They will see the bookings of that one alone.

team-ask-who-none = There are no specialists yet. Add them first, then invite.

team-ask-name-invited = Role: { $place }. What is the name? Colleagues will see it; at most 60 characters.

team-ask-name = Now: <b>{ $name }</b>. Which name should colleagues see? At most 60 characters.

team-name-words = Please type the name in letters.

team-name-long = That is longer than 60 characters. Please make it shorter.

team-name-taken = Another colleague has that name. Please add a surname or a letter.

team-name-saved = ✅ The name is saved.

team-invited-enough = ⚠️ Nobody has opened twenty of your links yet. Take back those you do not need.

team-invitation-message = An invitation to work: <b>{ $business }</b>
    Open the link and press Start:
    { $link }
    The link works once, for 48 hours.

team-invitation-command = An invitation to work: <b>{ $business }</b>
    Write to the bot for admins:
    <code>{ $command }</code>
    The invitation works once, for 48 hours.

team-invited = ✉️ The invitation is ready: <b>{ $name }</b>, { $place }.
    Forward the message above. Whoever opens the link first gets in, so show it to nobody else.

team-invitation = ✉️ <b>{ $name }</b>, { $place }
    Nobody has opened the link yet. It works until { $until }.
    Invited by: { $who }

team-invitation-off = ✅ The link no longer works: { $name }

team-welcome = 👋 <b>{ $business }</b>
    Welcome! Your role: { $place }.

team-news-joined = 🔑 A new colleague: <b>{ $name }</b>, { $place }. Invited by: { $who }.

team-news-role = 🔑 <b>{ $name }</b> is { $place } now. Changed by: { $who }.

team-news-left = 🔑 No longer in the team: <b>{ $name }</b>. Removed by: { $who }.
