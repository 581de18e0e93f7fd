# The client is asked: what they booked has changed, and not by their own wish.

asked-another = 🙏 <b>{ $former } cannot see you</b>
    Sorry! Please choose another time. Until you answer, the booking is yours.

asked-later = ⏱ <b>{ $former } is running late</b>
    Your booking at { $was } will begin at { $is }. Does that suit you?

asked-later-date = ⏱ <b>{ $former } is running late</b>
    Your booking at { $was } will begin on { $is }. Does that suit you?

asked-colleague = 🙏 <b>{ $former } cannot see you</b>
    { $specialist } can, at the same time. Does that suit you?

asked-status = ⏳ <b>We are waiting for your answer</b>

asked-button-fits = 👌 It suits me

asked-button-other = Another time

asked-button-another = Choose another time

asked-thanks = Thank you! See you then

asked-settled = This question has been answered already

own-questions = What you were asked

own-asked-at = Asked

own-question = Question

own-question-another = about another time

own-question-later = about a later start

own-question-colleague = about another specialist

own-former-start = Former start

own-former-specialist = Former specialist

own-answer = Answer

own-answer-fits = it suits

own-answer-other = another time was chosen

own-answer-cancelled = the booking was cancelled

own-answer-agreed = settled in person

own-answer-void = the question was withdrawn

own-answered-at = Answered
