# Words about the business itself.

button-about = About us

about = <b>{ $business }</b>
    What would you like to know?

button-specialists = Specialists

button-questions = Questions and answers

button-map = 📍 On the map

specialists = <b>Our specialists</b>
    Press a name to learn more.

specialist = <b>{ $specialist }</b>

specialist-nothing = Not taking bookings at the moment.

button-book-with = 📅 Book with { $specialist }

book-with = <b>{ $specialist }</b>
    What can we book for you?

questions = <b>Questions and answers</b>
    Choose a question.

answer = <b>{ $question }</b>

    { $answer }
