# Words about time that people type. Groups are parted by commas, the forms of one word by spaces.

when-at = at on the

when-today = today

when-tomorrow = tomorrow

when-day-after = overmorrow

when-weekdays = monday mon, tuesday tue tues, wednesday wed, thursday thu thur thurs, friday fri, saturday sat, sunday sun

when-months = january jan, february feb, march mar, april apr, may, june jun, july jul, august aug, september sep sept, october oct, november nov, december dec

when-hours = h hour hours o'clock

when-morning = am

when-afternoon = pm

# Words that mean one thing anywhere in a conversation.

words-cancel = cancel, stop, abort

words-back = back, go back

words-menu = menu, start, main menu, start over
