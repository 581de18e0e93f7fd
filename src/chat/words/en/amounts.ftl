# The words by which a length of time or a price is understood. Groups are parted by commas, the forms of one word by spaces.

amount-units = minute minutes min mins m, hour hours hr hrs h, day days d, week weeks w, month months

amount-half-hour = half-hour

amount-one-and-half = one-and-a-half

amount-half = half

amount-filler = and an a

amount-free = free nothing

amount-roubles = rouble roubles ruble rubles
